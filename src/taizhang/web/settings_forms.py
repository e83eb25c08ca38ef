"""The forms of the pages under 设置."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit
from taizhang.accounts.roles import DUTIES, Role, post_word
from taizhang.web.unit_tree import unit_choices


class UnitField(forms.ModelChoiceField[Unit]):
    """A unit, chosen from the tree."""

    def __init__(self, empty: object, **options: Any) -> None:
        super().__init__(Unit.objects.all(), **options)
        self.empty = empty

    def offer(self) -> None:
        """Read the units to choose from; once for each page."""
        self.widget.choices = unit_choices(self.empty)


class SettingsForm(forms.Form):
    """A form without colons behind its labels, with its units to choose from."""

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, label_suffix="", **options)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.offer()


class UnitNameForm(SettingsForm):
    """What a unit is called."""

    name = forms.CharField(max_length=120, label=_("单位名称"))


class NewUnitForm(UnitNameForm):
    """A new unit and where it stands."""

    parent = UnitField(_("没有上级（最上一级）"), required=False, label=_("上级单位"))


class MergeForm(SettingsForm):
    """Into which unit."""

    into = UnitField(_("请选择"), label=_("并入哪个单位"))


class PersonForm(SettingsForm):
    """How a person is called and reached."""

    name = forms.CharField(max_length=60, label=_("姓名"))
    email = forms.EmailField(required=False, label=_("邮箱"))


def _duties() -> list[tuple[str, object]]:
    """The duties by role; most roles have none."""
    groups = [(role.label, [(str(duty), post_word(role, duty)) for duty in duties]) for role, duties in DUTIES.items()]
    return [("", _("不写职务")), *groups]  # type: ignore[list-item] # groups of choices


class PostForm(SettingsForm):
    """A role in a unit."""

    unit = UnitField(_("请选择"), label=_("单位"))
    role = forms.ChoiceField(choices=[("", _("请选择")), *Role.choices], label=_("角色"))
    duty = forms.ChoiceField(required=False, choices=_duties, label=_("职务"))

    def clean(self) -> dict[str, Any]:
        """The duty belongs to the role; where none was chosen, choosing the duty was enough."""
        said = super().clean() or self.cleaned_data
        role, duty = said.get("role"), said.get("duty")
        if role and duty and duty not in DUTIES.get(Role(role), ()):
            self.add_error("duty", gettext("“%(role)s”没有这个职务，请改选角色或职务。") % {"role": Role(role).label})
        return said


class NewPersonForm(PostForm):
    """A new account."""

    name = forms.CharField(max_length=60, label=_("姓名"))
    username = forms.CharField(max_length=60, label=_("登录名"))
    email = forms.EmailField(required=False, label=_("邮箱"))


class ListForm(SettingsForm):
    """A list of units and people, and what holds where it says nothing."""

    file = forms.FileField(required=False, allow_empty_file=True, label=_("Excel 文件"))
    text = forms.CharField(required=False, strip=False, label=_("粘贴的表格"), widget=forms.Textarea({"rows": 6}))
    under = UnitField(_("最上一级"), required=False, label=_("没有写上级的单位，放在"))
    role = forms.ChoiceField(
        required=False, choices=[("", _("不加入，先问清楚")), *Role.choices], label=_("没有写角色的人，作为")
    )
