"""A paper's original as a download, and its pages as pictures: nothing that a file contains is ever run by a browser."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from taizhang.files import pictures, store
from taizhang.intake.models import Paper
from taizhang.intake.policy import visible_papers
from taizhang.look.downloads import SAFE, attachment
from taizhang.web.access import person

A_DAY = 24 * 60 * 60


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The original, byte for byte."""
    paper = _paper(request, pk)
    try:
        data = store.fetch(paper.original)
    except store.Damaged as error:
        messages.error(request, str(error))
        return redirect("paper", pk=pk)
    return attachment(data, paper.name, f"paper-{paper.pk}")


@require_GET
def picture(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """One page as a picture."""
    paper = _paper(request, pk)
    try:
        data = pictures.picture(paper.original, page)
    except (pictures.NoPicture, store.Damaged) as error:
        raise Http404 from error
    headers = {**SAFE, "Cache-Control": f"private, max-age={A_DAY}, immutable"}
    return HttpResponse(data, "image/png", headers=headers)


def _paper(request: HttpRequest, pk: int) -> Paper:
    return get_object_or_404(visible_papers(person(request)), pk=pk)
