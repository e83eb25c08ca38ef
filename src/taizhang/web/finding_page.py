"""One finding (being built)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from taizhang.web.access import ledger_or_404


def page(request: HttpRequest, pk: int, serial: int = 0) -> HttpResponse:
    """The finding."""
    return HttpResponse(str(ledger_or_404(request, pk)))
