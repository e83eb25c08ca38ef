"""A draft's remarks to take along: as comments in the same Word file, and as JSON."""

from __future__ import annotations

import json
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from taizhang.drafts.known import answered
from taizhang.drafts.models import Draft, DraftState
from taizhang.files import store
from taizhang.look.downloads import SAFE
from taizhang.reading import Unreadable
from taizhang.web.draft_page import draft_or_404

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, each remark a comment at its place."""
    from taizhang.checks.word_comments import with_comments  # late: lxml

    draft = _checked(request, pk)
    result = draft.result
    try:
        data = with_comments(
            store.fetch(draft.original),
            result.text,
            answered(draft, result),
            at=timezone.localtime(draft.asked_at),
            language="en" if get_language() == "en" else "zh",
            limits=settings.READING_LIMITS,
        )
    except (Unreadable, store.Damaged) as error:
        messages.error(request, str(error))
        return redirect("draft", pk=pk)
    return _file(data, WORD, f"{PurePath(draft.name).stem}{_('（校核批注）')}.docx", "draft.docx")


@require_GET
def remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """The remarks as ``taizhang check --json`` prints them, with the answers."""
    draft = _checked(request, pk)
    told = {"remarks": [remark.to_contract() for remark in answered(draft, draft.result)]}
    data = json.dumps(told, ensure_ascii=False).encode()
    return _file(data, "application/json", f"{PurePath(draft.name).stem}.remarks.json", "remarks.json")


def _checked(request: HttpRequest, pk: int) -> Draft:
    draft = draft_or_404(request, pk)
    if draft.state != DraftState.CHECKED:
        raise Http404
    return draft


def _file(data: bytes, kind: str, name: str, plain: str) -> HttpResponse:
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return HttpResponse(data, kind, headers={**SAFE, "Content-Disposition": disposition})
