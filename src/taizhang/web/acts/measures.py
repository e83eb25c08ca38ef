"""What can be done to measures from the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import User
from taizhang.ledger import actions, standing
from taizhang.ledger.models import Measure
from taizhang.ledger.models.measure import Rhythm
from taizhang.ledger.states import MeasureState
from taizhang.web.acts.act import Act, batch, first, one
from taizhang.web.acts.forms import DEGREES, LEADER, ActForm, ReturnForm, SignedForm, capacities_of_group, day, lines, today

N_ = gettext_lazy


class HandInForm(ActForm):
    """What came of it, in one sentence."""

    effects = forms.CharField(label=N_("取得的成效（一句话）"), max_length=300)

    def shown(self) -> dict[str, Any]:
        """What was said last time."""
        return {"effects": self.subjects[0].effect if isinstance(self.subjects[0], Measure) else ""}


class CountersignForm(SignedForm):
    """The responsible leader's signature."""

    capacities = LEADER

    def shown(self) -> dict[str, Any]:
        """The leader who answers for it."""
        subject = self.subjects[0]
        held = subject.led if isinstance(subject, Measure) else subject
        return {"name": held.leader, "signed_on": today()}


class AcceptForm(SignedForm):
    """The office's word that it is done, and whether it must be kept up."""

    long_term = forms.BooleanField(label=N_("今后长期坚持"), required=False)
    confirm_on = day(N_("下次确认日期（长期坚持的）"), required=False)
    field_order = ("long_term", "confirm_on", "medium", *SignedForm.ON_PAPER)
    capacities = (N_("整改办主任"), N_("整改办副主任"))

    def shown(self) -> dict[str, Any]:
        """As the plan has it."""
        return {"long_term": all(isinstance(m, Measure) and m.long_term for m in self.subjects), "signed_on": today()}


class StageForm(ActForm):
    """A stage is done: what was done, what is left, and when the next step is due."""

    text = lines(N_("阶段性完成情况"))
    left = lines(N_("还剩什么"), rows=2)
    next_on = day(N_("下一步完成日期"))

    def shown(self) -> dict[str, Any]:
        """The progress told last."""
        subject = self.subjects[0]
        return {"text": subject.progress if isinstance(subject, Measure) else ""}


class ProgressForm(ActForm):
    """How far it has come, with the last text there to be carried on."""

    text = lines(N_("进展情况"), rows=6)
    as_of = day(N_("截至日期"))
    degree = forms.ChoiceField(label=N_("单位自评"), choices=[("", N_("暂不自评")), *DEGREES], required=False)

    def shown(self) -> dict[str, Any]:
        """As it was told last, as of today."""
        measure = first(self.subjects[:1])
        return {"text": measure.progress, "as_of": today(), "degree": measure.degree_self}


class EditProgressForm(ActForm):
    """The text as it goes into reports; the unit's own words stay beside it."""

    text = lines(N_("改定后的进展情况"), rows=6)

    def shown(self) -> dict[str, Any]:
        """The text as it stands."""
        subject = self.subjects[0]
        return {"text": subject.progress if isinstance(subject, Measure) else ""}


class RhythmForm(ActForm):
    """How often it comes round."""

    rhythm = forms.ChoiceField(label=N_("办理周期"), required=False, choices=[("", N_("不按周期")), *Rhythm.choices])
    day = forms.IntegerField(label=N_("每次在几号前（按月、季、半年的）"), min_value=1, max_value=31, required=False)
    times = forms.IntegerField(label=N_("每年至少几次"), min_value=1, max_value=standing.MOST_A_YEAR, required=False)

    def shown(self) -> dict[str, Any]:
        """As it is set."""
        subject = self.subjects[0]
        if not isinstance(subject, Measure):
            return {}
        return {"rhythm": subject.rhythm, "day": subject.rhythm_day, "times": subject.rhythm_times}


class CarryOutForm(ActForm):
    """One time that it was carried out."""

    due = forms.ChoiceField(label=N_("哪一期"))
    done_on = day(N_("办理日期"))
    note = forms.CharField(label=N_("办理情况"), max_length=300)

    def prepare(self) -> None:
        """The times that are due and not yet done."""
        subject = self.subjects[0]
        dues = standing.dues(subject, today()) if isinstance(subject, Measure) and subject.rhythm else []
        open_still = [due for due in dues if not due.done_on]
        choices = [(due.due.isoformat(), due.due.isoformat()) for due in open_still]
        self.fields["due"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("done_on", today())


class ConfirmForm(ActForm):
    """It is still kept up."""

    confirm_on = day(N_("下次确认日期"))


class SlackenForm(ActForm):
    """It is no longer kept up: back to work."""

    reason = lines(N_("松懈情况"))
    new_date = day(N_("重新完成日期"))


class EndForm(SignedForm):
    """Why it is ended, and into which other measure it goes, if into one."""

    reason = lines(N_("终止或并入的理由"))
    into = forms.ChoiceField(label=N_("并入哪条措施"), required=False)
    field_order = ("reason", "into", "medium", *SignedForm.ON_PAPER)

    def prepare(self) -> None:
        """The other measures of the finding that are not ended."""
        super().prepare()
        subject = self.subjects[0]
        others = subject.finding.measures.order_by("position") if isinstance(subject, Measure) else []
        left = [(m.serial, m.title[:40]) for m in others if m.pk != subject.pk and m.state != MeasureState.ENDED]
        self.fields["into"].choices = [("", _("不并入，直接终止")), *left]  # type: ignore[attr-defined]
        self.capacity_words = [str(word) for word in capacities_of_group()]


def _end(subjects: Sequence[Measure], data: dict[str, Any], by: User, at: datetime) -> object:
    into = data.pop("into")
    other = Measure.objects.get(ledger=subjects[0].ledger, serial=int(into)) if into else None
    return actions.end(measures=subjects, into=other, by=by, at=at, **data)


def _carry_out(subjects: Sequence[Measure], data: dict[str, Any], by: User, at: datetime) -> object:
    due = datetime.fromisoformat(data.pop("due")).date()
    return actions.carry_out(measure=first(subjects), due=due, by=by, at=at, **data)


ACTS = (
    Act(
        "measure",
        "report_progress",
        one(actions.report_progress, "subject", versioned=True),
        ProgressForm,
        single=True,
        wide=True,
    ),
    Act("measure", "issue", batch(actions.issue, "measures"), note=N_("下达后不能撤回。")),
    Act(
        "measure",
        "hand_in",
        batch(actions.hand_in, "measures"),
        HandInForm,
    ),
    Act(
        "measure",
        "countersign",
        batch(actions.countersign, "measures"),
        CountersignForm,
    ),
    Act("measure", "accept", batch(actions.accept, "measures"), AcceptForm),
    Act("measure", "return", batch(actions.return_measures, "measures"), ReturnForm),
    Act(
        "measure",
        "report_stage",
        one(actions.report_stage, "measure", versioned=True),
        StageForm,
        single=True,
    ),
    Act(
        "measure",
        "edit_progress",
        one(actions.edit_progress, "measure", versioned=True),
        EditProgressForm,
        single=True,
        wide=True,
    ),
    Act(
        "measure",
        "set_rhythm",
        one(actions.set_rhythm, "measure", versioned=True),
        RhythmForm,
        single=True,
    ),
    Act("measure", "carry_out", _carry_out, CarryOutForm, single=True),
    Act("measure", "confirm", batch(actions.confirm, "measures"), ConfirmForm),
    Act(
        "measure",
        "slacken",
        one(actions.slacken, "measure"),
        SlackenForm,
        single=True,
    ),
    Act("measure", "end", _end, EndForm, single=True),
)
