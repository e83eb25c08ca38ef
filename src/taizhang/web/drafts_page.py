"""文稿校核: dropping a paper to be checked, and the papers that a person has had checked."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from taizhang.accounts.policy import Refused
from taizhang.drafts import actions, tasks
from taizhang.drafts.actions import Dropped
from taizhang.drafts.models import Draft
from taizhang.drafts.policy import own_drafts
from taizhang.intake.policy import visible_papers
from taizhang.reading.formats import FORMATS
from taizhang.web.access import person
from taizhang.web.intake_page import BringForm

PAGE = 50


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form to drop a paper on, and the list; posted, the paper is taken in."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_bound and form.is_valid():
        draft = _receive(request, form)
        if draft is not None:
            return _go(request, draft)
    return render(request, "web/drafts/list.html", _shown(request, form), status=422 if form.errors else 200)


@require_POST
def of_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a paper checked that was brought in (导入)."""
    paper = get_object_or_404(visible_papers(person(request)), pk=pk)
    draft = actions.take_over(original=paper.original, name=paper.name, by=person(request), at=timezone.now())
    tasks.check_draft.enqueue(draft.pk)
    return redirect("draft", pk=draft.pk)


def _receive(request: HttpRequest, form: BringForm) -> Draft | None:
    data, name = form.brought()
    user, follows = person(request), request.POST.get("follows", "")
    earlier = own_drafts(user).filter(pk=int(follows)).first() if follows.isdecimal() and len(follows) < 19 else None
    try:
        draft = actions.receive(file=Dropped(name, data), follows=earlier, by=user, at=timezone.now())
    except (Refused, ValidationError) as error:
        form.add_error(None, error.messages[0] if isinstance(error, ValidationError) else str(error))
        return None
    tasks.check_draft.enqueue(draft.pk)
    return draft


def _go(request: HttpRequest, draft: Draft) -> HttpResponse:
    target = redirect("draft", pk=draft.pk)
    return HttpResponseClientRedirect(target.url) if request.headers.get("HX-Request") else target


def _shown(request: HttpRequest, form: BringForm) -> dict[str, object]:
    drafts = own_drafts(person(request)).defer("result_text")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        drafts = drafts.filter(pk__lt=int(before))
    rows = list(drafts[: PAGE + 1])
    return {
        "form": form,
        "drafts": rows[:PAGE],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "days": settings.DRAFT_DAYS,
        **upload(),
    }


def upload() -> dict[str, object]:
    """What a field to drop papers on needs to know."""
    return {
        "limit": settings.UPLOAD_LIMIT,
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
        "kinds": FORMATS,
        "endings": ",".join(ending for kind in FORMATS for ending in kind.endings),
    }
