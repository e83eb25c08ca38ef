"""The forms in which people say how they, or a unit's group, wish to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit, User
from taizhang.notices.actions import GroupSaid, Said
from taizhang.notices.channels import FOR_GROUPS
from taizhang.notices.models import Group, Preference, Wishes
from taizhang.notices.policy import units_set_by
from taizhang.notices.reasons import REASONS, Reason
from taizhang.web.settings_forms import SettingsForm
from taizhang.web.unit_tree import forest

AT_ONCE = "0"


def _hours() -> list[tuple[int, str]]:
    return [(hour, gettext("%(hour)d点") % {"hour": hour}) for hour in range(24)]


def _hour(label: object) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=_hours, coerce=int)  # type: ignore[arg-type] # a lazy label


def _translated(words: str) -> Any:
    return lazy(gettext, str)(words)


class WishesForm(SettingsForm):
    """Which reasons, once a day or at once, and when not."""

    reasons = forms.MultipleChoiceField(label=_("通知哪些事"), required=False, widget=forms.CheckboxSelectMultiple)
    daily = forms.ChoiceField(label=_("什么时候发"), choices=[("1", _("每天一次，合并成一条")), (AT_ONCE, _("有了就发"))])
    daily_hour = _hour(_("每天几点发"))
    quiet_from = _hour(_("从几点起不发"))
    quiet_until = _hour(_("到几点为止"))
    working_days_only = forms.BooleanField(label=_("只在工作日发（节假日、周末留到下一个工作日）"), required=False)

    offered: tuple[Reason, ...] = REASONS

    def __init__(self, wishes: Wishes, data: Any = None, **options: Any) -> None:
        super().__init__(data, initial={**self.initial_of(wishes), **options.pop("initial", {})}, **options)
        reasons = self.fields["reasons"]
        assert isinstance(reasons, forms.MultipleChoiceField)  # nosec B101 - as it stands above
        reasons.choices = [(reason.code, _translated(reason.word)) for reason in self.offered]

    def initial_of(self, wishes: Wishes) -> dict[str, Any]:
        """What stands in the form before anybody changes it."""
        kept = {name: getattr(wishes, name) for name in ("daily_hour", "quiet_from", "quiet_until", "working_days_only")}
        wanted = [reason.code for reason in self.offered if wishes.wants(reason.code)]
        return {**kept, "daily": "1" if wishes.daily else AT_ONCE, "reasons": wanted}

    def said(self) -> Said:
        """As the actions take it."""
        data = self.cleaned_data
        left_out = [reason.code for reason in self.offered if reason.code not in data["reasons"]]
        hours = {name: data[name] for name in ("daily_hour", "quiet_from", "quiet_until")}
        return Said(left_out, data["daily"] != AT_ONCE, **hours, working_days_only=data["working_days_only"])


class OwnWishesForm(WishesForm):
    """A person's own."""

    by_mail = forms.BooleanField(label=_("也发到我的邮箱"), required=False)
    language = forms.ChoiceField(label=_("邮件的语言"), choices=settings.LANGUAGES)

    def initial_of(self, wishes: Wishes) -> dict[str, Any]:
        """The same, with mail and language."""
        assert isinstance(wishes, Preference)  # nosec B101 - a person's form is made of a person's wishes
        return {**super().initial_of(wishes), "by_mail": wishes.by_mail, "language": wishes.language}


class GroupForm(WishesForm):
    """A group: what it is called, how its robot is reached. Of the robot nothing is shown again."""

    offered = tuple(reason for reason in REASONS if reason.for_groups)

    name = forms.CharField(label=_("群的名称"), max_length=60)
    channel = forms.ChoiceField(label=_("哪个软件的群"), choices=[(one.code, _translated(one.word)) for one in FOR_GROUPS])
    address = forms.CharField(
        label=_("群机器人的网址（Webhook）"), required=False, widget=forms.TextInput({"autocomplete": "off", "inputmode": "url"})
    )
    secret = forms.CharField(
        label=_("加签密钥（钉钉、飞书）"), required=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def initial_of(self, wishes: Wishes) -> dict[str, Any]:
        """The same, with the group's name and program."""
        assert isinstance(wishes, Group)  # nosec B101 - a group's form is made of a group
        return {**super().initial_of(wishes), "name": wishes.name, "channel": wishes.channel}

    def group(self) -> GroupSaid:
        """As the actions take it."""
        told = {name: self.cleaned_data[name] for name in ("name", "channel", "address", "secret")}
        return GroupSaid(**told, said=self.said())


class NewGroupForm(GroupForm):
    """A new group, and whose it is."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("哪个单位的群"), empty_label=_("请选择"))

    def __init__(self, by: User, data: Any = None, **options: Any) -> None:
        super().__init__(Group(), data, **options)
        units, field = units_set_by(by), self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # nosec B101 - as it stands above
        field.queryset = units
        rows = [pair for branch in forest(units) for pair in branch.walk()]
        field.widget.choices = [("", _("请选择")), *((unit.pk, "　" * depth + unit.name) for depth, unit in rows)]
