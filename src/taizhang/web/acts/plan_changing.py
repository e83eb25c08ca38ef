"""What can be done about changes of the approved plan (方案调整) from the screen: asking, agreeing along the route, refusing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger import actions, listing
from taizhang.ledger.changing import CHANGEABLE, stands
from taizhang.ledger.models import Horizon, Measure
from taizhang.web.acts.act import Act, first, one
from taizhang.web.acts.forms import LEADER, ActForm, SignedForm, day, lines, today
from taizhang.web.ledger_rows import horizon_word

N_ = gettext_lazy


class AskChangeForm(ActForm):
    """What the plan is to say instead, field by field as it stands, and why."""

    text = lines(N_("整改措施"), rows=4)
    lead_unit = forms.ChoiceField(label=N_("牵头单位"), required=False)
    leader = forms.CharField(label=N_("责任领导"), max_length=120, required=False)
    assisting = forms.CharField(label=N_("配合单位"), max_length=500, required=False)
    deadline = day(N_("整改时限"), required=False)
    horizon = forms.ChoiceField(label=N_("整改类型"), required=False)
    reason = lines(N_("调整的理由"), rows=2)

    def shown(self) -> dict[str, Any]:
        """What the plan says now; a deadline in words leaves the day empty."""
        now = stands(first(self.subjects))
        return {**now, "deadline": now["deadline"] if now["deadline"][:1].isdigit() else None}

    def prepare(self) -> None:
        """Only a measure has words of its own; the units are those of the body."""
        if not isinstance(first(self.subjects), Measure):
            del self.fields["text"]
        ledger, held = self.ledger, self.initial["lead_unit"]
        for name in ("lead_unit", "leader", "assisting", "deadline", "horizon"):
            self.fields[name].label = _(getattr(ledger.profile.words, name))
        named = [(label, label) for label in listing.units_of(ledger)]
        known = [] if held in dict(named) else [(held, held or "–")]
        self.fields["lead_unit"].choices = [*known, *named]  # type: ignore[attr-defined]
        kinds = [(str(kind), horizon_word(ledger.profile, kind)) for kind in Horizon]
        self.fields["horizon"].choices = [("", "–"), *kinds]  # type: ignore[attr-defined]

    def told(self, at: datetime) -> dict[str, Any]:
        """What was changed, and the reason."""
        said = self.cleaned_data
        changed = set(self.changed_data) & set(CHANGEABLE[type(first(self.subjects))])
        return {"wanted": {name: said[name] for name in changed}, "reason": said["reason"]}


class SupportForm(SignedForm):
    """The responsible leader's signature."""

    capacities = LEADER

    def shown(self) -> dict[str, Any]:
        """The leader whose it is."""
        return {"name": stands(first(self.subjects).subject)["leader"], "signed_on": today()}


class AgreeChangeForm(SignedForm):
    """The office's agreement."""

    capacities: tuple[Any, ...] = (N_("整改办主任"), N_("整改办副主任"))

    def shown(self) -> dict[str, Any]:
        """Signed today, unless said otherwise."""
        return {"signed_on": today()}


class ApproveChangeForm(AgreeChangeForm):
    """A supervising body's agreement."""

    body = forms.ChoiceField(label=N_("监督审核单位"))
    field_order = ("body", "medium", *SignedForm.ON_PAPER)
    capacities = (N_("监督审核人"),)

    def prepare(self) -> None:
        """The bodies that supervise; on screen the one in which the person is a verifier."""
        super().prepare()
        ledger = self.ledger
        units = {body.name: body.unit_id for body in ledger.supervising_bodies.all()}
        if not units:
            units = {ledger.supervised_by.name if ledger.supervised_by else ledger.profile.words.supervisor: None}
        self.fields["body"].choices = [(name, name) for name in units]  # type: ignore[attr-defined]
        own = {post.unit_id for post in self.by.posts}
        self.initial.setdefault("body", next((name for name, unit in units.items() if unit in own), None))

    @property
    def signers_unit(self) -> str:
        """The body's name."""
        return str(self.cleaned_data["body"])

    def told(self, at: datetime) -> dict[str, Any]:
        """The body stands in the signature."""
        return {name: value for name, value in super().told(at).items() if name != "body"}


class RefuseChangeForm(SignedForm):
    """Why not."""

    reason = lines(N_("不同意的理由"))
    field_order = ("reason", "medium", *SignedForm.ON_PAPER)

    def shown(self) -> dict[str, Any]:
        """Signed today, unless said otherwise."""
        return {"signed_on": today()}


ACTS = (
    Act("finding", "ask_change", one(actions.ask_change, "subject", versioned=True), AskChangeForm, single=True, wide=True),
    Act("measure", "ask_change", one(actions.ask_change, "subject", versioned=True), AskChangeForm, single=True, wide=True),
    Act("plan_change", "support_change", one(actions.support_change, "change"), SupportForm, single=True),
    Act("plan_change", "agree_change", one(actions.agree_change, "change"), AgreeChangeForm, single=True),
    Act("plan_change", "approve_change", one(actions.approve_change, "change"), ApproveChangeForm, single=True),
    Act("plan_change", "refuse_change", one(actions.refuse_change, "change"), RefuseChangeForm, single=True),
    Act("plan_change", "withdraw_change", one(actions.withdraw_change, "change"), single=True),
)
