"""台账: the ledgers a person may know of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from taizhang.accounts.roles import Role
from taizhang.ledger import policy
from taizhang.ledger.overview import count_lines
from taizhang.web.access import person

PAGE = 50


def page(request: HttpRequest) -> HttpResponse:
    """The list, newest first, each with its numbers."""
    user, today = person(request), timezone.localdate()
    ledgers = policy.visible_ledgers(user).order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdigit():
        ledgers = ledgers.filter(pk__lt=int(before))
    found = list(ledgers[: PAGE + 1])
    lines = count_lines(found[:PAGE], today)
    return render(
        request,
        "web/ledgers.html",
        {
            "rows": [(ledger, lines[ledger.pk]) for ledger in found[:PAGE]],
            "older": found[PAGE - 1].pk if len(found) > PAGE else None,
            "may_bring": user.has_role(Role.OFFICE),
            "today": today,
        },
    )
