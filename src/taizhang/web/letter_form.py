"""What is typed for papers that go out: red head, number, who signs; where the public may turn to. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.reports.facts import Contact
from taizhang.reports.letter import Letter
from taizhang.web.acts.forms import DayInput

N_ = gettext_lazy
_NUMBER = RegexValidator(r"^.{1,20}〔\d{4}〕\d{1,5}号$", N_("发文字号写作“江水发〔2026〕18号”，年份用六角括号。"))


def _text(label: Any, most: int, **how: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, **how)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput())


class LetterForm(forms.Form):
    """The parts of a letter (GB/T 9704, 7.2 and 7.4): all of them may be left out."""

    issuer = _text(N_("发文机关标志"), 40)
    number = _text(N_("发文字号"), 30, validators=[_NUMBER])
    signatory = _text(N_("签发人（上行文）"), 30)
    urgency = forms.ChoiceField(
        label=N_("紧急程度"), required=False, choices=[("", N_("不标")), ("特急", N_("特急")), ("加急", N_("加急"))]
    )
    addressee = _text(N_("主送机关"), 80)
    signed_by = _text(N_("发文机关署名"), 60)
    signed_on = _day(N_("成文日期"))
    sealed = forms.BooleanField(label=N_("加盖公章，留出用印位置"), required=False)
    copies_to = _text(N_("抄送机关"), 200)
    printed_by = _text(N_("印发机关"), 60)
    printed_on = _day(N_("印发日期"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id="letter-%s")

    def clean(self) -> dict[str, Any]:
        """What stands under a red head is there only with one."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("issuer") and any(said.get(name) for name in ("number", "signatory", "urgency")):
            self.add_error("issuer", _("有发文字号、签发人或紧急程度的，请填写发文机关标志。"))
        return said

    def told(self) -> Letter:
        """As the paper takes it; to be asked once it is valid."""
        return Letter(**self.cleaned_data)


class ContactForm(forms.Form):
    """Where the public may turn to, from when until when."""

    phone = _text(N_("联系电话"), 60)
    address = _text(N_("邮政地址"), 120)
    postcode = _text(N_("邮政编码"), 6)
    email = forms.EmailField(label=N_("电子邮箱"), required=False)
    open_from = _day(N_("公开期限自"))
    open_until = _day(N_("公开期限至"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id="contact-%s")

    def clean(self) -> dict[str, Any]:
        """A window has two ends, in order."""
        said: dict[str, Any] = super().clean() or {}
        opened, until = said.get("open_from"), said.get("open_until")
        if "open_from" in said and "open_until" in said and bool(opened) != bool(until):
            self.add_error("open_until" if opened else "open_from", _("公开期限的起止日期要写全。"))
        elif opened and until and until < opened:
            self.add_error("open_until", _("公开期限的止日早于起日。"))
        return said

    def told(self) -> Contact:
        """As the paper takes it; to be asked once it is valid."""
        return Contact(**self.cleaned_data)
