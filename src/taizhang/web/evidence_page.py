"""A piece of evidence: its file as a download, its pages as pictures, its words where it has no pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from taizhang.files import pictures, store
from taizhang.files.models import Original
from taizhang.ledger.models import Evidence
from taizhang.look.downloads import SAFE, attachment
from taizhang.reading import Unreadable
from taizhang.reading.formats import open_document
from taizhang.web.access import measure_or_404
from taizhang.web.original_page import A_DAY

MOST_WORDS = 20_000


@require_GET
def download(request: HttpRequest, pk: int, serial: int, position: int) -> HttpResponse:
    """The file, byte for byte; never opened by the browser."""
    one = _evidence(request, pk, serial, position)
    try:
        data = store.fetch(_original(one))
    except store.Damaged as error:
        messages.error(request, str(error))
        return redirect("finding", pk=pk, serial=one.measure.finding.serial)
    return attachment(data, f"{one.number} {one.name}", f"evidence-{one.pk}")


@require_GET
def preview(request: HttpRequest, pk: int, serial: int, position: int) -> HttpResponse:
    """What is in it, to be looked at without opening it: pages as pictures, else its words."""
    one = _evidence(request, pk, serial, position)
    try:
        data = store.fetch(_original(one))
    except store.Damaged as error:
        return render(request, "web/evidence/preview.html", {"one": one, "problem": str(error)})
    pages = range(1, pictures.page_count(data) + 1)
    words = "" if pages else _words(data, one.name)
    shown = {"one": one, "pages": pages, "words": words[:MOST_WORDS], "cut": len(words) > MOST_WORDS}
    return render(request, "web/evidence/preview.html", shown)


def _words(data: bytes, name: str) -> str:
    try:
        return open_document(data, name, settings.READING_LIMITS).text
    except Unreadable:
        return ""


@require_GET
def picture(request: HttpRequest, pk: int, serial: int, position: int, page: int) -> HttpResponse:
    """One page as a picture."""
    original = _original(_evidence(request, pk, serial, position))
    try:
        data = pictures.picture(original, page)
    except (pictures.NoPicture, store.Damaged) as error:
        raise Http404 from error
    headers = {**SAFE, "Cache-Control": f"private, max-age={A_DAY}, immutable"}
    return HttpResponse(data, "image/png", headers=headers)


def _evidence(request: HttpRequest, pk: int, serial: int, position: int) -> Evidence:
    measure = measure_or_404(request, pk, serial)
    one: Evidence = get_object_or_404(measure.evidence.select_related("original"), position=position)
    one.measure = measure
    return one


def _original(one: Evidence) -> Original:
    if one.original is None:
        raise Http404
    return one.original
