"""我的待办: what waits for the person who looks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest) -> HttpResponse:
    """The desk."""
    return render(request, "web/desk.html")
