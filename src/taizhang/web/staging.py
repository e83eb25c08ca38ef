"""Moving a ledger to its next stage, or one back, from the head of its page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.ledger import actions, policy
from taizhang.ledger.models import Ledger, Stage
from taizhang.web.access import ledger_or_404, person


def steps(user: User, ledger: Ledger) -> dict[str, Any]:
    """The context of ``web/ledger/stage.html``: the stage after this one and the one before, where there are such."""
    if policy.may_open(user, ledger.body) or ledger.ended:
        return {"stage_next": None, "stage_back": None, "stage_why": None}
    stages = list(Stage)
    at = stages.index(Stage(ledger.stage))
    following = stages[at + 1] if at + 1 < len(stages) else None
    why = policy.why_not_stage(user, ledger, following) if following else None
    return {"stage_next": following, "stage_back": stages[at - 1] if at else None, "stage_why": why}


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move it."""
    ledger = ledger_or_404(request, pk)
    stage, was = request.POST.get("stage", ""), request.POST.get("was", "")
    if stage not in Stage.values or was not in Stage.values:
        raise BadRequest("no such stage")
    ledger.stage = was
    try:
        moved = actions.set_stage(
            ledger=ledger, stage=Stage(stage), reason=request.POST.get("reason", ""), by=person(request), at=timezone.now()
        )
    except (Refused, ValidationError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    else:
        messages.success(request, _("已进入“%(stage)s”阶段。") % {"stage": moved.get_stage_display()})
    return redirect("ledger", pk=pk)
