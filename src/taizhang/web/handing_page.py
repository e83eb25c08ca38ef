"""交接 across all ledgers: what one person has open in every ledger handed on at once, and confirmed at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.accounts.models import User
from taizhang.ledger import actions, handing
from taizhang.ledger.actions import Refused
from taizhang.ledger.handing import GIVER, TAKER
from taizhang.web.access import person
from taizhang.web.handovers_page import WhoseForm

UNPROCESSABLE = 422


class EverywhereForm(WhoseForm):
    """Whose work is handed on in every ledger that the person's office keeps."""

    def __init__(self, user: User, data: Any = None) -> None:
        self.ledgers = handing.kept_by(user)
        leaders, units = handing.leaders_named(self.ledgers), handing.units_leading(self.ledgers)
        super().__init__(leaders, units, _("责任领导"), data)


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What waits for the person's own word; the office makes handovers for all ledgers here."""
    user = person(request)
    form = EverywhereForm(user, request.POST or None) if handing.kept_by(user).exists() else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("交接单由整改办制作。"))
        if form.is_valid() and _made(request, user, form):
            return redirect("handing")
    sides = ((GIVER, _("要您确认移交的")), (TAKER, _("要您确认接收的")))
    waiting = [{"side": side, "word": word, "rows": handing.waiting_for(user, side)} for side, word in sides]
    context = {"form": form, "waiting": [one for one in waiting if one["rows"]]}
    return render(request, "web/handover/everywhere.html", context, status=UNPROCESSABLE if form and form.errors else 200)


def _made(request: HttpRequest, user: User, form: EverywhereForm) -> bool:
    try:
        made = actions.make_handovers(ledgers=list(form.ledgers), by=user, at=timezone.now(), **form.told())
    except (Refused, ValidationError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return False
    n, items = len(made), sum(one.items.count() for one in made)
    said = ngettext("已在%(n)d本台账制作交接单，共%(items)d项。", "已在%(n)d本台账制作交接单，共%(items)d项。", n)
    messages.success(request, said % {"n": n, "items": items})
    return True


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """What was chosen of all that waits for the person on one side, confirmed by himself."""
    user, side = person(request), request.POST.get("side", "")
    if side not in handing.DONE:
        raise BadRequest("no such side")
    chosen = set(request.POST.getlist("handover"))
    rows = [one for one in handing.waiting_for(user, side) if str(one.pk) in chosen]
    try:
        actions.confirm_handovers(handovers=rows, side=side, by=user, at=timezone.now())
    except (Refused, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    else:
        n = len(rows)
        messages.success(request, ngettext("已确认%(n)d张交接单。", "已确认%(n)d张交接单。", n) % {"n": n})
    return redirect("handing")
