"""One paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper."""
    return render(request, "web/paper.html")


def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a ledger."""
    return render(request, "web/paper.html")
