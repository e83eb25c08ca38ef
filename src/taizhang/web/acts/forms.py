"""The forms of acts. A form knows what it is about and who asks; what it holds is what the action takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import User
from taizhang.accounts.roles import Duty, Role
from taizhang.files import incoming
from taizhang.ledger.actions import Paper
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.ledger.state_words import DEGREE_WORDS
from taizhang.ledger.states import Degree

STOCK_REASONS = (
    gettext_lazy("佐证材料不足以证明已完成"),
    gettext_lazy("佐证材料与措施内容不符"),
    gettext_lazy("进展情况写得笼统，没有具体做法和数据"),
    gettext_lazy("整改措施没有全部落实"),
    gettext_lazy("只整改了个案，没有建章立制、举一反三"),
    gettext_lazy("成效没有说清"),
)


class DayInput(forms.DateInput):
    """A date, picked or typed."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def day(label: Any, **how: Any) -> forms.DateField:
    """A field for a date."""
    return forms.DateField(label=label, widget=DayInput(), **how)


def lines(label: Any, rows: int = 3, **how: Any) -> forms.CharField:
    """A field for a few lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **how)


class ActForm(forms.Form):
    """A form of an act: ``subjects`` are what it is done to. Without fields it only asks."""

    field_order: tuple[str, ...] | None = None
    stock_reasons: tuple[Any, ...] = ()
    capacity_words: list[str] = []
    quoted = ""  # what is answered, in its own words
    ON_PAPER: tuple[str, ...] = ()

    def __init__(
        self,
        subjects: Sequence[Finding | Measure],
        by: User,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> None:
        self.subjects, self.by = subjects, by
        super().__init__(data, files, initial=self.shown(), auto_id="act-%s")
        self.prepare()

    @property
    def ledger(self) -> Ledger:
        """The ledger that it is all about."""
        return self.subjects[0].ledger

    def shown(self) -> dict[str, Any]:
        """What the fields hold before anybody has typed."""
        return {}

    def prepare(self) -> None:
        """Set up what hangs on the subjects: choices, fields that do not apply."""

    def pointed_at(self, said: Mapping[str, Any]) -> None:
        """Set up what the address of the dialog points at beside the subjects."""

    def told(self, at: datetime) -> dict[str, Any]:
        """What the action is called with."""
        return dict(self.cleaned_data)


class SignedForm(ActForm):
    """An act that is signed: by the person himself, or on paper and registered by the office.

    ``capacities`` are in what capacity people sign here.
    """

    capacities: tuple[Any, ...] = ()
    medium = forms.ChoiceField(
        label=gettext_lazy("签批方式"),
        choices=[("screen", gettext_lazy("本人在线签批")), ("paper", gettext_lazy("纸质已签，代登记"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("签字人"), max_length=60, required=False)
    capacity = forms.CharField(label=gettext_lazy("签字身份"), max_length=60, required=False)
    signed_on = day(gettext_lazy("签字日期"), required=False)
    reference = forms.CharField(label=gettext_lazy("文件或审批表编号"), max_length=120, required=False)
    scan = forms.FileField(label=gettext_lazy("扫描件"), required=False)

    ON_PAPER: tuple[str, ...] = ("name", "capacity", "signed_on", "reference", "scan")

    def prepare(self) -> None:
        """The capacities to choose from stand beside the field; the bodies of the route where one of them signs."""
        words = [str(word) for word in self.capacities]
        self.fields["capacity"].widget.attrs["list"] = "act-capacities"
        self.capacity_words = words
        if not self.initial.get("capacity") and len(words) == 1:
            self.initial["capacity"] = words[0]

    def offer(self, *, himself: bool, on_paper: bool) -> None:
        """Leave of the two ways to sign what the person may."""
        medium = self.fields["medium"]
        self.initial["medium"] = "screen" if himself else "paper"
        if not (himself and on_paper):
            medium.widget = forms.HiddenInput()
        if not on_paper:
            for name in self.ON_PAPER:
                self.fields[name].widget = forms.HiddenInput()

    @property
    def signers_unit(self) -> str:
        """The unit that whoever signs on paper belongs to."""
        return self.ledger.body.name

    def clean(self) -> dict[str, Any]:
        """What stands on the paper must be told."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("medium") == "paper":
            for name in ("name", "signed_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("纸质签批要填写这一项。"))
        return data

    def told(self, at: datetime) -> dict[str, Any]:
        """The fields of the act, and ``paper`` where it was signed on paper."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in (*self.ON_PAPER, "medium")}
        return {**data, "paper": self._paper(at) if self.cleaned_data["medium"] == "paper" else None}

    def _paper(self, at: datetime) -> Paper:
        said = self.cleaned_data
        scan = said.get("scan")
        try:
            kept = incoming.take(scan.read(), scan.name, by=self.by.actor, at=at) if scan else None
        except ValidationError as error:
            self.add_error("scan", error)
            raise
        return Paper(
            name=said["name"],
            unit_name=self.signers_unit,
            capacity=said["capacity"],
            signed_on=said["signed_on"],
            reference=said["reference"],
            scan=kept,
        )


class ReturnForm(SignedForm):
    """Sending back: why, and by when it is wanted again. Stock reasons are one click away."""

    reason = lines(gettext_lazy("退回理由"))
    new_date = day(gettext_lazy("补充完成日期"), required=False)
    field_order = ("reason", "new_date", "medium", *SignedForm.ON_PAPER)
    stock_reasons = STOCK_REASONS


def capacities_of_group() -> tuple[Any, ...]:
    """In what capacity a member of the leading group signs."""
    return (Duty.GROUP_HEAD.label, Duty.GROUP_STANDING_DEPUTY.label, Duty.GROUP_DEPUTY.label, Duty.GROUP_MEMBER.label)


PRINCIPAL = (Role.PRINCIPAL.label,)
LEADER = (Role.LEADER.label,)
DEGREES = [(str(degree), gettext_lazy(word)) for degree, word in DEGREE_WORDS.items()]


def degrees(*wanted: Degree) -> list[tuple[str, str]]:
    """The degrees to choose from, in words."""
    return [(str(degree), _(DEGREE_WORDS[degree])) for degree in wanted]


def today() -> date:
    """The day on which a form is shown."""
    return timezone.localdate()
