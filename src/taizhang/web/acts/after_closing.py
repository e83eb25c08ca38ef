"""What can be done from the screen once findings were closed, conceded, or carried over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger import actions, close_out, policy
from taizhang.ledger.models import Ledger, LookBackKind, Manifestation
from taizhang.ledger.states import FindingState
from taizhang.web.acts.act import Act, batch, first, one
from taizhang.web.acts.forms import ActForm, SignedForm, day, lines, today

N_ = gettext_lazy
PASSED, FAILED = "passed", "failed"


class LookBackForm(ActForm):
    """What was looked at, by whom, and what came of it."""

    kind = forms.ChoiceField(label=N_("回头看方式"))
    carried_out_on = day(N_("检查日期"))
    checked_by = forms.CharField(label=N_("检查单位"), max_length=120, required=False)
    result = forms.ChoiceField(
        label=N_("结果"),
        choices=[(PASSED, N_("通过，保持销号")), (FAILED, N_("没有通过，重新整改"))],
        widget=forms.RadioSelect,
        initial=PASSED,
    )
    found = lines(N_("检查情况（没有通过的要写明问题）"), required=False)
    new_date = day(N_("重新整改的时限（没有通过的）"), required=False)
    manifestations = forms.ModelMultipleChoiceField(
        Manifestation.objects.none(),
        label=N_("反弹的具体表现（没有通过的，不选为全部）"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reference = forms.CharField(label=N_("检查通报或报告文号"), max_length=120, required=False)

    def prepare(self) -> None:
        """The kinds that are the person's; the manifestations, where these are closed one by one."""
        office = "office" in policy.relations(self.by, self.ledger)
        kinds = [kind for kind in LookBackKind if office or kind != LookBackKind.OWN_CHECK]
        self.fields["kind"].choices = [(str(kind), kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.initial.setdefault("carried_out_on", today())
        self.initial.setdefault("checked_by", self.ledger.body.name if office else self.by.posts[0].unit.name)
        if len(self.subjects) == 1 and close_out.by_manifestation(first(self.subjects)):
            closed = first(self.subjects).manifestations.filter(state=FindingState.CLOSED)
            self.fields["manifestations"].queryset = closed  # type: ignore[attr-defined]
        else:
            del self.fields["manifestations"]

    def clean(self) -> dict[str, Any]:
        """What did not pass says what was found, and by when it is to be done again."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("result") == FAILED:
            for name in ("found", "new_date"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("没有通过的要填写这一项。"))
        return data

    def told(self, at: Any) -> dict[str, Any]:
        """As the action takes it."""
        data = dict(self.cleaned_data)
        passed, named = data.pop("result") == PASSED, list(data.pop("manifestations", ()))
        return {**data, "passed": passed, "manifestations": named}


class UndoCloseForm(SignedForm):
    """Why the close-out was a mistake, signed by who closed."""

    reason = lines(N_("误销的情况和理由"))
    field_order = ("reason", "medium", *SignedForm.ON_PAPER)

    def shown(self) -> dict[str, Any]:
        """Who closed it, today."""
        finding = first(self.subjects)
        return {"name": finding.closed_by, "signed_on": today()}

    @property
    def signers_unit(self) -> str:
        """The unit that closed it."""
        return str(first(self.subjects).closed_unit)


class ReviewForm(ActForm):
    """What was looked at, and when it is looked at again."""

    reason = lines(N_("复核情况"))
    review_on = day(N_("下次复核日期（不填为一年后）"), required=False)


class ResumeForm(ActForm):
    """Why it can be put right after all, and by when."""

    reason = lines(N_("恢复整改的理由"))
    new_date = day(N_("新的时限"))


class CarryOnForm(ActForm):
    """Why it is not finished."""

    reason = lines(N_("没有按期完成的原因和下一步打算"))


class NameEarlierForm(ActForm):
    """Which earlier finding shows again: by its ledger and number, or in words where it is in no ledger here."""

    of_ledger = forms.ModelChoiceField(
        Ledger.objects.none(), label=N_("以前的台账"), required=False, empty_label=N_("不在系统里")
    )
    number = forms.IntegerField(label=N_("问题编号"), min_value=1, required=False)
    text = forms.CharField(label=N_("不在系统里的，写明出处和问题"), max_length=300, required=False)

    def shown(self) -> dict[str, Any]:
        """What is named now."""
        finding = first(self.subjects)
        if finding.repeats is None:
            return {"text": finding.repeats_text}
        return {"of_ledger": finding.repeats.ledger_id, "number": finding.repeats.serial}

    def prepare(self) -> None:
        """The ledgers to choose from."""
        self.fields["of_ledger"].queryset = policy.visible_ledgers(self.by).order_by("-pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The number is one of that ledger."""
        data: dict[str, Any] = super().clean() or {}
        ledger, number = data.get("of_ledger"), data.get("number")
        data["earlier"] = ledger.findings.filter(serial=number).first() if ledger and number else None
        if ledger and data["earlier"] is None and "number" not in self.errors:
            self.add_error("number", _("“%(title)s”没有这个编号的问题。") % {"title": ledger.title})
        return data

    def told(self, at: Any) -> dict[str, Any]:
        """As the action takes it."""
        return {name: self.cleaned_data[name] for name in ("earlier", "text")}


ACTS = (
    Act(
        "finding",
        "name_earlier",
        one(actions.name_earlier, "finding", versioned=True),
        NameEarlierForm,
        single=True,
        note=N_("指明以后计为反弹；都不填为不再指明。"),
    ),
    Act("finding", "look_back", batch(actions.look_back, "findings"), LookBackForm),
    Act("finding", "carry_on", batch(actions.carry_on, "findings"), CarryOnForm),
    Act("finding", "confirm", batch(actions.confirm_findings, "findings"), ReviewForm),
    Act("finding", "resume", batch(actions.resume, "findings"), ResumeForm),
    Act("finding", "undo_close", one(actions.undo_close, "finding"), UndoCloseForm, single=True),
    Act(
        "measure",
        "reopen",
        batch(actions.reopen, "measures"),
        note=N_("上一次整改的进展、佐证和签批保留在办理记录里，这次要重新办理。"),
    ),
)
