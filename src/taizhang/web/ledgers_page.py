"""台账: the ledgers a person may know of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from taizhang.ledger import policy
from taizhang.web.access import person


def page(request: HttpRequest) -> HttpResponse:
    """The list."""
    ledgers = policy.visible_ledgers(person(request))
    return render(request, "web/ledgers.html", {"ledgers": ledgers, "today": timezone.localdate()})
