"""设置 › 办理规则 › 修改: a body's own profile as a form; first what would change, then a new version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.accounts.policy import Refused
from taizhang.ledger import actions, pinning, policy
from taizhang.ledger.models import Ledger, PinnedProfile
from taizhang.profiles import Profile, differences
from taizhang.web.access import person
from taizhang.web.profile_form import ProfileForm, texts_of
from taizhang.web.profiles_page import bodies_in_sight


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, name: str) -> HttpResponse:
    """The form; posted, what would change, and then – ``save`` – the new version."""
    copy = _copy(request, name)
    if request.method == "GET":
        return _form(request, copy, ProfileForm(texts_of(copy.profile)))
    form = ProfileForm({**request.POST.dict(), "code": copy.code}, more=request.POST.get("more", ""))
    if form.more or "back" in request.POST:
        return _form(request, copy, form)
    if not form.is_valid() or form.profile is None:
        return _form(request, copy, form, status=422)
    seen = request.POST.get("digest", "")
    if seen != copy.digest:
        return _overtaken(request, copy, form, seen)
    if "save" not in request.POST:
        return _preview(request, copy, form, form.profile)
    return _saved(request, copy, form, form.profile)


def _copy(request: HttpRequest, name: str) -> PinnedProfile:
    """The newest version of the copy, if the person may edit it."""
    user = person(request)
    found = pinning.copies_of(*bodies_in_sight(user)).filter(code=name, latest=True).select_related("body").first()
    if found is None or found.body is None:
        raise Http404
    if why := policy.why_not_police(user, found.body):
        raise PermissionDenied(why)
    return found


def _form(request: HttpRequest, copy: PinnedProfile, form: ProfileForm, *, status: int = 200, **said: Any) -> HttpResponse:
    told = {"copy": copy, "tree": form.tree(), "wrongs": len(form.wrongs), "more": form.more, "today": timezone.localdate()}
    return render(request, "web/profiles/edit.html", {**told, **said}, status=status)


def _preview(request: HttpRequest, copy: PinnedProfile, form: ProfileForm, profile: Profile) -> HttpResponse:
    told = {
        "copy": copy,
        "changes": differences(copy.profile, profile),
        "ledgers": Ledger.objects.filter(pinned__body=copy.body, pinned__code=copy.code).count(),
        "texts": {key: text for key, text in form.texts.items() if key not in ("csrfmiddlewaretoken", "digest")},
    }
    return render(request, "web/profiles/preview.html", told)


def _overtaken(request: HttpRequest, copy: PinnedProfile, form: ProfileForm, seen: str) -> HttpResponse:
    """Somebody saved a version meanwhile: what he changed, above the form with all that was typed."""
    before = pinning.copies_of(*bodies_in_sight(person(request))).filter(code=copy.code, digest=seen).first()
    theirs = differences(before.profile, copy.profile) if before else []
    return _form(request, copy, form, status=409, overtaken=True, theirs=theirs)


def _saved(request: HttpRequest, copy: PinnedProfile, form: ProfileForm, profile: Profile) -> HttpResponse:
    try:
        saved = actions.edit_copy(copy=copy, profile=profile, by=person(request), at=timezone.now())
    except (Refused, ValidationError) as error:
        note = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return _form(request, _copy(request, copy.code), form, status=409, note=note)
    if saved.pk == copy.pk:
        messages.info(request, _("没有变化，没有保存新版。"))
    else:
        messages.success(request, _("已保存为新版。新建的台账用新版；已有的台账可以在它的“办理规则”里改用。"))
    return redirect("profile", name=saved.code)
