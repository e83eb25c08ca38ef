"""Who answers for many things at once, and by when: what is left empty stays as each has it, and each keeps the note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import User
from taizhang.ledger import actions
from taizhang.ledger.actions import Assigned, Due
from taizhang.ledger.listing import units_of
from taizhang.ledger.models import Answerable, Finding, Horizon, Measure
from taizhang.ledger.wording import horizon_words
from taizhang.web.acts.act import Act
from taizhang.web.acts.forms import ActForm, day

Subject = Finding | Measure
KEEP = gettext_lazy("不改")


class NotedForm(ActForm):
    """A form whose note stands with each thing that it changes."""

    note = forms.CharField(label=gettext_lazy("说明（记入每一条的办理记录）"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """Something must be changed."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(value for name, value in data.items() if name != "note"):
            raise ValidationError(_("请至少填一项要改的内容。"))
        return data


class AssignForm(NotedForm):
    """Lead unit, those that assist, leader."""

    lead_unit = forms.ChoiceField(label=gettext_lazy("牵头单位"), required=False)
    assisting = forms.CharField(label=gettext_lazy("配合单位（不填不改）"), max_length=500, required=False)
    leader = forms.CharField(label=gettext_lazy("责任领导（不填不改）"), max_length=120, required=False)

    def prepare(self) -> None:
        """The units of the body's branch, in the ledger's own words."""
        labels = units_of(self.ledger)
        field = cast("forms.ChoiceField", self.fields["lead_unit"])
        field.choices = [("", KEEP), *((label, label) for label in labels)]
        field.label = _(self.ledger.profile.words.lead_unit)

    def told(self, at: datetime) -> dict[str, Any]:
        """What is wanted; the unit itself."""
        said = self.cleaned_data
        return {**said, "lead_unit": units_of(self.ledger).get(said["lead_unit"])}


class DueForm(NotedForm):
    """A day, and the kind of time limit."""

    deadline = day(gettext_lazy("时限（不填不改）"), required=False)
    horizon = forms.ChoiceField(label=gettext_lazy("整改类型"), required=False)

    def prepare(self) -> None:
        """The kinds in the ledger's own words."""
        kinds = horizon_words(self.ledger.profile, {kind.value: kind.value for kind in Horizon})
        field = cast("forms.ChoiceField", self.fields["horizon"])
        field.choices = [("", KEEP), *((kind, _(word)) for kind, word in kinds.items())]

    def told(self, at: datetime) -> dict[str, Any]:
        """What is wanted."""
        return dict(self.cleaned_data)


def _held(subject: Subject, what: str) -> Answerable:
    if isinstance(subject, Finding):
        return subject
    return subject.responsible if what == "answers" else subject.due


def _assign(subjects: Sequence[Subject], data: dict[str, Any], by: User, at: datetime) -> object:
    """A measure that is given a unit or leader of its own keeps the rest of what it had from its finding."""
    assigned = []
    for subject in subjects:
        held, unit = _held(subject, "answers"), data["lead_unit"]
        kept = unit or held.lead_unit
        leader, assisting = data["leader"] or held.leader, data["assisting"] or held.assisting
        text = unit.name if unit else held.lead_unit_text
        assigned.append(Assigned(subject, kept, text, leader, assisting, subject.version, data["note"]))
    return actions.assign_many(assigned=assigned, by=by, at=at)


def _set_deadline(subjects: Sequence[Subject], data: dict[str, Any], by: User, at: datetime) -> object:
    dues = []
    for subject in subjects:
        held, wanted = _held(subject, "due"), data["deadline"]
        text = "" if wanted else held.deadline_text
        horizon = data["horizon"] or held.horizon
        dues.append(Due(subject, wanted or held.deadline, text, horizon, subject.version, data["note"]))
    return actions.set_deadline_many(dues=dues, by=by, at=at)


ACTS = tuple(
    Act(of, action, run, form)
    for of in ("measure", "finding")
    for action, run, form in (("assign", _assign, AssignForm), ("set_deadline", _set_deadline, DueForm))
)
