"""What can be typed into one cell of a finding or measure, and the action that saves it.

A measure that says nothing of its own shows what its finding says. Saving a cell keeps the rest of what was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Unit, User
from taizhang.ledger import actions, listing, windows
from taizhang.ledger.models import Answerable, Finding, Horizon, Measure
from taizhang.ledger.wording import horizon_words
from taizhang.ledger.working_days import known_days

Subject = Finding | Measure
# The verbs take a finding or a measure; which of the two it is makes no difference here.
assign: Callable[..., Subject] = actions.assign
set_deadline: Callable[..., Subject] = actions.set_deadline


def answers_for(subject: Subject) -> Answerable:
    """Whose unit and leader are shown for ``subject``."""
    return subject.responsible if isinstance(subject, Measure) else subject


def due_of(subject: Subject) -> Answerable:
    """Whose time limit is shown for ``subject``."""
    return subject.due if isinstance(subject, Measure) else subject


class CellForm(forms.Form):
    """One cell: ``action`` is the verb that saves it. ``version`` is the row's as it was read."""

    action = ""
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, subject: Subject, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"version": subject.version, **self.shown(subject)}, auto_id="cell-%s")
        self.subject = subject

    @classmethod
    def shown(cls, subject: Subject) -> dict[str, Any]:
        """What the cell shows of ``subject``, by field."""
        raise NotImplementedError

    @property
    def unchanged(self) -> bool:
        """Whether what was typed is what the cell showed."""
        return not set(self.changed_data) - {"version"}

    def save(self, by: User, at: datetime) -> Subject:
        """Do it, and return the row as it is now. Raises what the action raises."""
        if self.unchanged:
            return self.subject
        return self.write(self.cleaned_data, by, at)

    def write(self, data: dict[str, Any], by: User, at: datetime) -> Subject:
        """Call the action."""
        raise NotImplementedError

    def remark(self) -> str:
        """What is to be said of what was saved; mostly nothing."""
        return ""


class UnitForm(CellForm):
    """Lead unit, chosen from the body's branch, and those that assist."""

    action = "assign"
    lead_unit = forms.CharField(label=gettext_lazy("牵头单位"), required=False, max_length=200)
    assisting = forms.CharField(label=gettext_lazy("配合单位"), required=False, max_length=500)

    def __init__(self, subject: Subject, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(subject, data)
        words = subject.ledger.profile.words
        self.fields["lead_unit"].label, self.fields["assisting"].label = _(words.lead_unit), _(words.assisting)

    @classmethod
    def shown(cls, subject: Subject) -> dict[str, Any]:
        """The unit by its name."""
        held = answers_for(subject)
        return {"lead_unit": held.lead_unit_name, "assisting": held.assisting}

    def units(self) -> dict[str, Unit]:
        """The units that can be chosen, by label."""
        return listing.units_of(self.subject.ledger)

    def clean_lead_unit(self) -> str:
        """A unit of the branch, or what stands there already; a unit whose paper's name matched none may stay as it is."""
        named = str(self.cleaned_data["lead_unit"]).strip()
        if named and named != answers_for(self.subject).lead_unit_name and named not in self.units():
            body = self.subject.ledger.body.name
            raise ValidationError(_("“%(body)s”没有名为“%(unit)s”的单位，请从列表中选择。") % {"body": body, "unit": named})
        return named

    def write(self, data: dict[str, Any], by: User, at: datetime) -> Subject:
        """Assign the unit; taking it from a measure lets the finding's hold again."""
        held = answers_for(self.subject)
        named = data["lead_unit"]
        unit = held.lead_unit if named == held.lead_unit_name else self.units().get(named)
        return assign(
            subject=self.subject,
            lead_unit=unit,
            lead_unit_text=named,
            leader=held.leader if named else self.subject.leader,
            assisting=data["assisting"],
            version=data["version"],
            by=by,
            at=at,
        )


class LeaderForm(CellForm):
    """The responsible leader, as people write him."""

    action = "assign"
    leader = forms.CharField(label=gettext_lazy("责任领导"), required=False, max_length=120)

    def __init__(self, subject: Subject, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(subject, data)
        self.fields["leader"].label = _(subject.ledger.profile.words.leader)

    @classmethod
    def shown(cls, subject: Subject) -> dict[str, Any]:
        """His name and post as written."""
        return {"leader": answers_for(subject).leader}

    def write(self, data: dict[str, Any], by: User, at: datetime) -> Subject:
        """Assign him; a measure keeps the unit it was shown with."""
        held = answers_for(self.subject) if data["leader"] else self.subject
        return assign(
            subject=self.subject,
            lead_unit=held.lead_unit,
            lead_unit_text=held.lead_unit_text,
            leader=data["leader"],
            assisting=held.assisting,
            version=data["version"],
            by=by,
            at=at,
        )


class DeadlineForm(CellForm):
    """The day it is due, and the kind of time limit."""

    action = "set_deadline"
    deadline = forms.DateField(label=gettext_lazy("时限"), required=False)
    horizon = forms.ChoiceField(label=gettext_lazy("整改类型"), required=False)

    def __init__(self, subject: Subject, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(subject, data)
        profile = subject.ledger.profile
        kinds = horizon_words(profile, {kind.value: kind.value for kind in Horizon})
        field = cast("forms.ChoiceField", self.fields["horizon"])
        field.choices = [("", "–"), *((kind, _(word)) for kind, word in kinds.items())]
        self.fields["deadline"].label, field.label = _(profile.words.deadline), _(profile.words.horizon)

    @property
    def windows(self) -> list[tuple[str, str]]:
        """What the profile proposes: each kind of time limit with the days it leaves."""
        calendar, _unreadable = known_days()
        found = windows.windows(self.subject.ledger, calendar)
        return [(_(one.horizon.word), one.missing or windows.told(one)) for one in found]

    def remark(self) -> str:
        """What is to be said of the day that was saved, where it lies outside its window; nothing is refused for that."""
        calendar, _unreadable = known_days()
        data = self.cleaned_data
        return windows.remark(self.subject.ledger, data["horizon"], data["deadline"], calendar)

    @classmethod
    def shown(cls, subject: Subject) -> dict[str, Any]:
        """Day and kind."""
        held = due_of(subject)
        return {"deadline": held.deadline, "horizon": held.horizon}

    def write(self, data: dict[str, Any], by: User, at: datetime) -> Subject:
        """Set it; what the paper says in words stays as long as no day is set or taken away."""
        held = due_of(self.subject)
        day: date | None = data["deadline"]
        return set_deadline(
            subject=self.subject,
            deadline=day,
            deadline_text="" if day or held.deadline else held.deadline_text,
            horizon=data["horizon"],
            version=data["version"],
            by=by,
            at=at,
        )


CELLS: dict[str, type[CellForm]] = {"unit": UnitForm, "leader": LeaderForm, "deadline": DeadlineForm}


class PutBackForm(forms.Form):
    """The row's own values as they were before an edit: what the undo button sends."""

    version = forms.IntegerField()
    lead_unit = forms.ModelChoiceField(Unit.objects.all(), required=False)
    lead_unit_text = forms.CharField(required=False, max_length=200)
    leader = forms.CharField(required=False, max_length=120)
    assisting = forms.CharField(required=False, max_length=500)
    deadline = forms.DateField(required=False)
    deadline_text = forms.CharField(required=False, max_length=120)
    horizon = forms.ChoiceField(required=False, choices=[("", ""), *Horizon.choices])


ASSIGNED = ("lead_unit", "lead_unit_text", "leader", "assisting")
DUE = ("deadline", "deadline_text", "horizon")


def as_it_was(subject: Subject, action: str) -> dict[str, Any]:
    """The values of ``subject`` that ``action`` is about to change, as ``PutBackForm`` takes them."""
    values = {name: getattr(subject, name) for name in (ASSIGNED if action == "assign" else DUE)}
    if action == "assign":
        values["lead_unit"] = subject.lead_unit_id
    return {name: value if value is not None else "" for name, value in values.items()}


def put_back(subject: Subject, action: str, data: dict[str, Any], by: User, at: datetime) -> Subject:
    """Undo by an action of its own that leaves an event of its own."""
    if action == "assign":
        assigned = {name: data[name] for name in ASSIGNED}
        return assign(subject=subject, version=data["version"], by=by, at=at, **assigned)
    return set_deadline(subject=subject, version=data["version"], by=by, at=at, **{name: data[name] for name in DUE})
