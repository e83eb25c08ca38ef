"""What can be done to findings from the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from taizhang.accounts.models import User
from taizhang.ledger import actions
from taizhang.ledger.actions import HeldToAccount, Sum
from taizhang.ledger.models import AmountKind, Finding, Manifestation, Objection, SupervisingBody
from taizhang.ledger.states import Degree, FindingState
from taizhang.web.acts.act import Act, batch, first, one
from taizhang.web.acts.forms import (
    DEGREES,
    PRINCIPAL,
    ActForm,
    ReturnForm,
    SignedForm,
    capacities_of_group,
    day,
    degrees,
    lines,
    today,
)

N_ = gettext_lazy


class AssessForm(ActForm):
    """How far the finding has come, as the unit sees it."""

    degree = forms.ChoiceField(label=N_("单位自评"), choices=DEGREES)

    def shown(self) -> dict[str, Any]:
        """As it is assessed."""
        return {"degree": first(self.subjects).degree_self}


class DecideForm(SignedForm):
    """The leading group's decision: in which meeting, signed by whom."""

    meeting = forms.CharField(label=N_("会议名称和届次"), max_length=120)
    field_order = ("meeting", "medium", *SignedForm.ON_PAPER)

    def prepare(self) -> None:
        """A member of the group signs."""
        super().prepare()
        self.capacity_words = [str(word) for word in capacities_of_group()]
        self.initial.setdefault("signed_on", today())


class EndorseForm(SignedForm):
    """The principal's signature."""

    capacities = PRINCIPAL

    def shown(self) -> dict[str, Any]:
        """Signed today, unless said otherwise."""
        return {"signed_on": today()}


class BodyForm(SignedForm):
    """A decision of one of the route's bodies."""

    body = forms.ChoiceField(label=N_("监督审核单位"))
    field_order: tuple[str, ...] = ("body",)
    capacities = (N_("监督审核人"),)

    def prepare(self) -> None:
        """The bodies of the route; on screen the one in which the person is a verifier."""
        super().prepare()
        bodies = list(self.ledger.supervising_bodies.all())
        self.fields["body"].choices = [(body.pk, body.name) for body in bodies]  # type: ignore[attr-defined]
        own = {post.unit_id for post in self.by.posts}
        self.initial.setdefault("body", next((body.pk for body in bodies if body.unit_id in own), None))
        self.initial.setdefault("signed_on", today())

    def clean_body(self) -> SupervisingBody:
        """The body itself."""
        return self.ledger.supervising_bodies.get(pk=self.cleaned_data["body"])

    @property
    def signers_unit(self) -> str:
        """The body's name."""
        body: SupervisingBody = self.cleaned_data["body"]
        return body.name


class AgreeForm(BodyForm):
    """A body of the route agrees, and says which degree it recognises."""

    degree = forms.ChoiceField(label=N_("认定程度"), choices=lambda: degrees(Degree.DONE, Degree.BASICALLY_DONE))
    field_order = ("body", "degree", "medium", *SignedForm.ON_PAPER)


class AgreeInPartForm(BodyForm):
    """Which manifestations are closed; the rest goes back."""

    manifestations = forms.ModelMultipleChoiceField(
        Manifestation.objects.none(), label=N_("同意销号的具体表现"), widget=forms.CheckboxSelectMultiple
    )
    reason = lines(N_("其余退回的理由"))
    new_date = day(N_("补充完成日期"))
    field_order = ("manifestations", "reason", "new_date", "body", "medium", *SignedForm.ON_PAPER)

    def prepare(self) -> None:
        """Those that are not closed yet."""
        super().prepare()
        finding = first(self.subjects)
        left = finding.manifestations.exclude(state=FindingState.CLOSED)
        self.fields["manifestations"].queryset = left  # type: ignore[attr-defined]


class ReturnFindingForm(ReturnForm):
    """Sending a finding back, with the degree that is recognised instead."""

    degree = forms.ChoiceField(label=N_("认定程度"), choices=[("", N_("不另认定")), *DEGREES], required=False)
    new_date = day(N_("补充完成日期"))
    field_order = ("reason", "new_date", "degree", "medium", *SignedForm.ON_PAPER)

    def prepare(self) -> None:
        """Whoever may decide here may send back."""
        super().prepare()
        self.capacity_words = [str(word) for word in (*capacities_of_group(), *PRINCIPAL, N_("监督审核人"))]
        self.initial.setdefault("signed_on", today())


class ObjectForm(ActForm):
    """What the objection is about; nothing of who raised it."""

    about = lines(N_("异议内容（不记提出人）"))
    received_on = day(N_("收到日期"))

    def shown(self) -> dict[str, Any]:
        """Today, unless said otherwise."""
        return {"received_on": today()}


class AnswerObjectionForm(ActForm):
    """The answer, and whether the objection holds."""

    objection = forms.ModelChoiceField(Objection.objects.none(), label=N_("异议"), empty_label=None)
    answer = lines(N_("答复"))
    upheld = forms.BooleanField(label=N_("异议成立，退回整改"), required=False)

    def prepare(self) -> None:
        """Those that wait for an answer."""
        waiting = first(self.subjects).objections.filter(answered_on=None)
        self.fields["objection"].queryset = waiting  # type: ignore[attr-defined]


class EndNoticeForm(ActForm):
    """Where the notice was published."""

    posted_at = forms.CharField(label=N_("公示地方或网址"), max_length=200, required=False)


class TransferForm(SignedForm):
    """Handed on to whom it belongs: the receipt, and the leading group's signature."""

    receipt = forms.CharField(label=N_("移交接收文号"), max_length=120)
    body = forms.CharField(label=N_("接收单位"), max_length=120)
    field_order = ("receipt", "body", "medium", *SignedForm.ON_PAPER)

    def prepare(self) -> None:
        """The leading group signs."""
        super().prepare()
        self.capacity_words = [str(word) for word in capacities_of_group()]
        self.initial.setdefault("signed_on", today())


class ConcedeForm(TransferForm):
    """What cannot be put right for reasons outside the body: why, who agreed in writing, when it is looked at again."""

    receipt = None  # type: ignore[assignment]
    body = None  # type: ignore[assignment]
    reason = lines(N_("客观原因"))
    consent = forms.CharField(label=N_("监督单位书面意见文号"), max_length=120)
    review_on = day(N_("下次复核日期（每年至少一次）"))
    field_order = ("reason", "consent", "review_on", "medium", *SignedForm.ON_PAPER)


class AmountsForm(ActForm):
    """Amounts by kind, in yuan: what was found, and what is put right."""

    def prepare(self) -> None:
        """Two fields for each kind."""
        held = {amount.kind: amount for amount in first(self.subjects).amounts.all()}
        for kind in AmountKind:
            for name, word in (("found", N_("问题金额（元）")), ("rectified", N_("整改金额（元）"))):
                fen = getattr(held.get(kind), name, 0)
                self.fields[f"{kind.name}_{name}"] = forms.DecimalField(
                    label=f"{kind.label} · {word}",
                    min_value=Decimal(0),
                    decimal_places=2,
                    required=False,
                    initial=Decimal(fen) / 100 or None,
                )

    def told(self, at: datetime) -> dict[str, Any]:
        """Each kind with its two sums in fen; what is nothing is left out."""
        sums = [Sum(str(kind), self._fen(kind, "found"), self._fen(kind, "rectified")) for kind in AmountKind]
        return {"amounts": [one for one in sums if one.found or one.rectified]}

    def _fen(self, kind: AmountKind, name: str) -> int:
        return int((self.cleaned_data[f"{kind.name}_{name}"] or 0) * 100)


class AccountabilityForm(ActForm):
    """How many were held to account, by kind: numbers only."""

    KINDS = (
        *(gettext_noop("批评教育"), gettext_noop("诫勉"), gettext_noop("组织处理"), gettext_noop("政务处分")),
        *(gettext_noop("党纪处分"), gettext_noop("移送司法"), gettext_noop("通报问责")),
    )

    def prepare(self) -> None:
        """Two fields for each kind."""
        held = {one.kind: one for one in first(self.subjects).accountability.all()}
        for n, kind in enumerate(self.KINDS):
            for name, word in (("organisations", N_("单位（个）")), ("people", N_("人数（人）"))):
                self.fields[f"k{n}_{name}"] = forms.IntegerField(
                    label=f"{_(kind)} · {word}", min_value=0, required=False, initial=getattr(held.get(kind), name, 0) or None
                )

    def told(self, at: datetime) -> dict[str, Any]:
        """Each kind with its two numbers; what is nothing is left out."""
        said = self.cleaned_data
        counts = [
            HeldToAccount(kind, said[f"k{n}_organisations"] or 0, said[f"k{n}_people"] or 0) for n, kind in enumerate(self.KINDS)
        ]
        return {"counts": [one for one in counts if one.organisations or one.people]}


def _agree_in_part(subjects: Sequence[Finding], data: dict[str, Any], by: User, at: datetime) -> object:
    chosen = list(data.pop("manifestations"))
    return actions.agree_in_part(finding=first(subjects), manifestations=chosen, by=by, at=at, **data)


ACTS = (
    Act("finding", "assess", one(actions.assess, "finding", versioned=True), AssessForm, single=True),
    Act("finding", "submit", batch(actions.submit, "findings")),
    Act("finding", "decide", batch(actions.decide, "findings"), DecideForm),
    Act("finding", "endorse", batch(actions.endorse, "findings"), EndorseForm),
    Act("finding", "agree", batch(actions.agree, "findings"), AgreeForm),
    Act("finding", "agree_in_part", _agree_in_part, AgreeInPartForm, single=True),
    Act("finding", "return", batch(actions.return_findings, "findings"), ReturnFindingForm),
    Act("finding", "object", one(actions.object, "finding"), ObjectForm, single=True),
    Act(
        "finding",
        "answer_objection",
        lambda s, d, by, at: actions.answer_objection(by=by, at=at, **d),
        AnswerObjectionForm,
        single=True,
    ),
    Act("finding", "end_notice", batch(actions.end_notice, "findings"), EndNoticeForm),
    Act("finding", "transfer", one(actions.transfer, "finding"), TransferForm, single=True),
    Act("finding", "concede", one(actions.concede, "finding"), ConcedeForm, single=True),
    Act("finding", "record_amounts", one(actions.record_amounts, "finding", versioned=True), AmountsForm, single=True, wide=True),
    Act(
        "finding",
        "record_accountability",
        one(actions.record_accountability, "finding", versioned=True),
        AccountabilityForm,
        single=True,
        wide=True,
    ),
)
