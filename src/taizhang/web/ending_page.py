"""台账 › 撤销或并入: a ledger is cancelled, or merged into another with what is open, by decision of the leading group."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.ledger import actions, ending
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Ledger
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts.forms import SignedForm, capacities_of_group, lines, today

CANCEL, MERGE = "cancel", "merge"
UNPROCESSABLE = 422


class EndForm(SignedForm):
    """Which of the two, into which ledger, why, and who signed for the leading group."""

    how = forms.ChoiceField(label=gettext_lazy("办理方式"), widget=forms.RadioSelect)
    into = forms.ModelChoiceField(
        Ledger.objects.none(), label=gettext_lazy("并入哪本台账"), required=False, empty_label=gettext_lazy("请选择")
    )
    reason = lines(gettext_lazy("理由"))
    field_order = ("how", "into", "reason", "medium", *SignedForm.ON_PAPER)
    capacities = capacities_of_group()

    @property
    def ledger(self) -> Ledger:
        """The ledger that ends."""
        return cast("Ledger", self.subjects[0])

    def shown(self) -> dict[str, Any]:
        """Cancelled, today."""
        return {"how": CANCEL, "signed_on": today()}

    def prepare(self) -> None:
        """What can be done now, and into which ledgers."""
        super().prepare()
        into = ending.others(self.by, self.ledger)
        words = {CANCEL: _("撤销台账"), MERGE: _("并入另一本台账")}
        barred = {how: bool(ending.bars(self.ledger, merging=how == MERGE)) for how in words}
        left = [how for how in words if not barred[how] and (how == CANCEL or into.exists())]
        cast("forms.ChoiceField", self.fields["how"]).choices = [(how, words[how]) for how in left]
        cast("forms.ModelChoiceField[Ledger]", self.fields["into"]).queryset = into
        if MERGE not in left:
            del self.fields["into"]
        ways = {paper: ending.why_not_end(self.by, self.ledger, on_paper=paper) is None for paper in (False, True)}
        self.offer(himself=ways[False], on_paper=ways[True])

    def clean(self) -> dict[str, Any]:
        """Merged, it goes into one that is named."""
        data = super().clean()
        if data.get("how") == MERGE and not data.get("into") and "into" not in self.errors:
            self.add_error("into", _("请选择并入哪本台账。"))
        return data


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands against it, what will happen, and the form; posted, the ledger has ended."""
    ledger, user = ledger_or_404(request, pk), person(request)
    if not ending.may_ask(user, ledger):
        raise PermissionDenied(ending.why_not_end(user, ledger) or "")
    posted = request.method == "POST"
    form = EndForm([ledger], user, request.POST if posted else None, request.FILES if posted else None)  # type: ignore[list-item]
    if posted and form.is_valid() and _done(request, ledger, form):
        return redirect("ledger", pk=pk)
    context = {
        "ledger": ledger,
        "form": form,
        "bars": {how: ending.bars(ledger, merging=how == MERGE) for how in (CANCEL, MERGE)},
        "open": ending.open_now(ledger),
        "going_over": ending.going_over(ledger).filter(stated=True).count(),
    }
    return render(request, "web/ledger/end.html", context, status=UNPROCESSABLE if form.errors else 200)


def _done(request: HttpRequest, ledger: Ledger, form: EndForm) -> bool:
    at, by = timezone.now(), person(request)
    try:
        said = form.told(at)
        signed = {"ledger": ledger, "reason": said["reason"], "paper": said["paper"], "by": by, "at": at}
        if said["how"] == MERGE:
            actions.merge_ledger(into=said["into"], **signed)
        else:
            actions.cancel_ledger(**signed)
    except (Refused, ValidationError) as error:
        form.add_error(None, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return False
    messages.success(request, _("台账已并入。") if said["how"] == MERGE else _("台账已撤销。"))
    return True
