"""The forms of a ledger's rules: another profile with its reason, the bodies of its route, the part the office sits in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Unit, User
from taizhang.ledger import policy
from taizhang.ledger.actions import LedgerFacts
from taizhang.ledger.models import Ledger
from taizhang.ledger.rerouting import RouteBody, bodies_now
from taizhang.profiles import Profile
from taizhang.web.acts.forms import DayInput

SPARE = 1  # empty rows to write another body into


class MoveForm(forms.Form):
    """The reason for keeping the ledger by another profile. ``was`` is the version that the person saw."""

    profile = forms.CharField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("改用的理由"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")


class FactsForm(forms.Form):
    """What was said of the ledger when it was opened. ``seen`` is what the person saw."""

    title = forms.CharField(label=gettext_lazy("台账名称"), max_length=200)
    inspected_by = forms.CharField(label=gettext_lazy("检查单位"), max_length=120, required=False)
    feedback_on = forms.DateField(label=gettext_lazy("反馈日期"), required=False, widget=DayInput())
    concentrated_until = forms.DateField(label=gettext_lazy("集中整改截止"), required=False, widget=DayInput())
    follows = forms.ModelChoiceField(
        Ledger.objects.none(),
        label=gettext_lazy("是对哪本台账“回头看”"),
        required=False,
        empty_label=gettext_lazy("不是“回头看”"),
    )
    follows_title = forms.CharField(label=gettext_lazy("上次检查不在系统里的，写明名称"), max_length=200, required=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, ledger: Ledger, user: User, data: Any = None) -> None:
        now = LedgerFacts.of(ledger)
        shown = {name: getattr(now, name) for name in ("title", "inspected_by", "feedback_on", "concentrated_until", "follows")}
        elsewhere = "" if now.follows else now.follows_title
        super().__init__(data, initial={**shown, "follows_title": elsewhere, "seen": _digest(now)}, label_suffix="")
        self.now = now
        field = cast("forms.ModelChoiceField[Ledger]", self.fields["follows"])
        field.queryset = policy.visible_ledgers(user).exclude(pk=ledger.pk).order_by("-pk")

    def said(self) -> LedgerFacts:
        """What was typed, for the action."""
        return LedgerFacts(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})

    def as_seen(self) -> LedgerFacts:
        """The facts as the person saw them: those there are, if they are still the same; nothing that could be equal else."""
        return self.now if self.cleaned_data["seen"] == _digest(self.now) else LedgerFacts("")


def _digest(facts: LedgerFacts) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


class OfficeForm(forms.Form):
    """The part of the body in which the office sits."""

    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, empty_label=gettext_lazy("不在哪个科室（单设）"))

    def __init__(self, ledger: Ledger, data: Any = None) -> None:
        super().__init__(data, initial={"unit": ledger.office_unit_id}, label_suffix="")
        field = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        field.queryset = Unit.objects.filter(path__startswith=ledger.body.path).exclude(pk=ledger.body_id)
        field.label = _("%(office)s所在科室") % {"office": _(ledger.profile.words.office)}


@dataclass(slots=True)
class BodyRow:
    """One body as it is typed: its name, the unit's label, and what is wrong with it."""

    name: str = ""
    unit: str = ""
    wrong: str = ""


class BodiesForm:
    """The bodies of a ledger's route, one row each; a row without a name is left out. What was typed is never lost."""

    def __init__(self, ledger: Ledger, data: QueryDict | None = None) -> None:
        self.now = bodies_now(ledger)
        self.wrong = ""
        self.seen = data.get("seen", "") if data else _fingerprint(self.now)
        if data is None:
            self.rows = [BodyRow(body.name, self._label(body.unit)) for body in self.now]
        else:
            pairs = zip(data.getlist("name"), data.getlist("unit"), strict=False)
            self.rows = [BodyRow(name.strip(), unit.strip()) for name, unit in pairs if name.strip() or unit.strip()]

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every unit by what it is called here: its name, with that of the unit above where two share it."""
        found = list(Unit.objects.select_related("parent").order_by("path"))
        names = Counter(unit.name for unit in found)
        return {_called(unit, names): unit for unit in found}

    @property
    def spare(self) -> list[BodyRow]:
        """Empty rows at the end."""
        return [BodyRow()] * SPARE

    def is_valid(self) -> bool:
        """Whether every row is understood; what is not says why in its row."""
        for row in self.rows:
            if not row.name:
                row.wrong = _("请写明这个单位在路线上的名称。")
            elif row.unit and row.unit not in self.units:
                row.wrong = _("系统里没有“%(unit)s”这个单位，请从列表中选择，或留空。") % {"unit": row.unit}
        return not any(row.wrong for row in self.rows)

    def bodies(self) -> list[RouteBody]:
        """What was typed, for the action."""
        return [RouteBody(row.name, self.units.get(row.unit)) for row in self.rows]

    def as_seen(self) -> Sequence[RouteBody]:
        """The bodies as the person saw them: those there are, if they are still the same; nothing that could be equal else."""
        return self.now if self.seen == _fingerprint(self.now) else [RouteBody("")]

    def _label(self, unit: Unit | None) -> str:
        return next((label for label, other in self.units.items() if other == unit), "") if unit else ""


def _called(unit: Unit, names: Counter[str]) -> str:
    return unit.name if names[unit.name] == 1 or unit.parent is None else f"{unit.parent.name}/{unit.name}"


def _fingerprint(bodies: Sequence[RouteBody]) -> str:
    return json.dumps([[body.name, body.unit.pk if body.unit else None] for body in bodies], ensure_ascii=False)


def version_name(profile: Profile) -> str:
    """A profile's name for a choice, with the sources that it is meant for."""
    return _("%(name)s（%(sources)s）") % {"name": _(profile.name), "sources": _("、").join(_(one) for one in profile.sources)}
