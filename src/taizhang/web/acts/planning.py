"""What can be done to the plan from the screen: drafting its measures, owning up, opinions and their answers, approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import User
from taizhang.ledger import actions, plans, policy
from taizhang.ledger.models import Finding, Measure, Opinion, Plan, Reply
from taizhang.web.acts.act import Act, batch, first, one
from taizhang.web.acts.forms import LEADER, PRINCIPAL, ActForm, SignedForm, day, lines, today

N_ = gettext_lazy
MOST_FINDINGS = 500  # to choose from in one list


class MeasureForm(ActForm):
    """The words of a measure."""

    text = lines(N_("整改措施"), rows=5)

    def shown(self) -> dict[str, Any]:
        """As they stand."""
        subject = first(self.subjects)
        return {"text": subject.text if isinstance(subject, Measure) else ""}


class OwnUpForm(SignedForm):
    """The responsible leader's word that it is his."""

    capacities = LEADER

    def shown(self) -> dict[str, Any]:
        """The leader, where all have the same."""
        named = {subject.leader for subject in self.subjects}
        return {"name": named.pop() if len(named) == 1 else "", "signed_on": today()}


class OpinionForm(ActForm):
    """An opinion on the plan: whose, on what, and what it says."""

    body = forms.CharField(label=N_("提出意见的单位"), max_length=120)
    finding = forms.ChoiceField(label=N_("针对"), required=False)
    text = lines(N_("意见内容"), rows=4)
    given_by = forms.CharField(label=N_("提出人"), max_length=120, required=False)
    given_on = day(N_("提出日期"))

    def prepare(self) -> None:
        """On screen a body speaks for itself; the office enters what came on paper."""
        plan, ledger = first(self.subjects), self.ledger
        found = plans.findings_in(ledger)[:MOST_FINDINGS].values_list("serial", "statement")
        told = [(serial, _("问题 %(n)d %(text)s") % {"n": serial, "text": text[:40]}) for serial, text in found]
        self.fields["finding"].choices = [("", _("整个方案")), *told]  # type: ignore[attr-defined]
        self.capacity_words = list(dict.fromkeys((*ledger.profile.plan.reviewers, *_bodies(plan))))
        self.fields["body"].widget.attrs["list"] = "act-capacities"
        self.initial.update({"given_on": today(), **self._himself()})

    def _himself(self) -> dict[str, str]:
        supervising = policy.supervising_units(self.ledger)
        own = next((post.unit.name for post in self.by.posts if post.unit_id in supervising), "")
        return {"body": own, "given_by": self.by.name} if own else {}

    def told(self, at: datetime) -> dict[str, Any]:
        """The finding itself."""
        said = dict(self.cleaned_data)
        serial = said.pop("finding")
        return {**said, "finding": Finding.objects.get(ledger=self.ledger, serial=serial) if serial else None}


class AnswerOpinionForm(ActForm):
    """What becomes of an opinion, and why."""

    opinion = forms.ChoiceField(label=N_("审核意见"))
    reply = forms.ChoiceField(label=N_("采纳情况"), choices=Reply.choices, widget=forms.RadioSelect)
    why = lines(N_("修改情况，或没有采纳的理由"), required=False)

    def prepare(self) -> None:
        """The opinions on this version; those without an answer first."""
        given = sorted(first(self.subjects).opinions.all(), key=lambda one: (bool(one.reply), one.position))
        told = [(one.position, f"{one.position} {one.body}{_('：')}{one.text}"[:80]) for one in given]
        self.fields["opinion"].choices = told  # type: ignore[attr-defined]

    def pointed_at(self, said: Mapping[str, Any]) -> None:
        """The answer that the opinion has already."""
        position = str(said.get("opinion", ""))
        held = next((one for one in first(self.subjects).opinions.all() if str(one.position) == position), None)
        if held is not None:
            self.quoted = f"{held.body}{_('：')}{held.text}"
            self.fields["opinion"].widget = forms.HiddenInput()
            self.initial.update({"opinion": held.position, "reply": held.reply, "why": held.why})


class WithdrawPlanForm(ActForm):
    """Why the version is taken back."""

    reason = lines(N_("撤回的理由"))


class ApprovePlanForm(SignedForm):
    """The principal's approval of what a meeting passed."""

    capacities = PRINCIPAL
    meeting = forms.CharField(label=N_("会议名称和届次"), max_length=120)
    field_order = ("meeting", "medium", *SignedForm.ON_PAPER)

    def shown(self) -> dict[str, Any]:
        """Signed today, unless said otherwise."""
        return {"signed_on": today()}


def _bodies(plan: Plan) -> list[str]:
    return [body.name for body in plan.ledger.supervising_bodies.all()]


def _answer(subjects: Sequence[Plan], data: dict[str, Any], by: User, at: datetime) -> Opinion:
    opinion = first(subjects).opinions.get(position=data.pop("opinion"))
    return actions.answer_opinion(opinion=opinion, by=by, at=at, **data)


ACTS = (
    Act("finding", "add_measure", one(actions.add_measure, "finding"), MeasureForm, single=True),
    Act("finding", "own_up", batch(actions.own_up, "findings"), OwnUpForm),
    Act("measure", "reword", one(actions.reword, "measure", versioned=True), MeasureForm, single=True),
    Act("plan", "approve_plan", one(actions.approve_plan, "plan"), ApprovePlanForm, single=True),
    Act("plan", "give_opinion", one(actions.give_opinion, "plan"), OpinionForm, single=True),
    Act("plan", "answer_opinion", _answer, AnswerOpinionForm, single=True),
    Act("plan", "withdraw_plan", one(actions.withdraw_plan, "plan"), WithdrawPlanForm, single=True),
)
