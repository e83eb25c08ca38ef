"""设置 › 导入名单: a list of units and people from Excel; looked at first, then added at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.accounts import actions
from taizhang.accounts.bringing import plan
from taizhang.accounts.grids import Grid, from_pasted, from_workbook
from taizhang.accounts.models import Unit
from taizhang.accounts.roles import Role
from taizhang.accounts.roster import Place, Roster, from_plain, to_plain, understand
from taizhang.accounts.troubles import saying
from taizhang.reading.document import Unreadable
from taizhang.web.access import person
from taizhang.web.settings_access import attempt
from taizhang.web.settings_forms import ListForm

SALT = "taizhang.roster"
KEPT_FOR = 12 * 60 * 60  # as long as a session


@dataclass(frozen=True, slots=True)
class Remark:
    """One trouble in words: where, what is wrong, what to do."""

    where: str
    says: str
    remedy: str


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form; and, when a list was sent, what it would add. Nothing is kept but in the page itself."""
    form = ListForm(request.POST or None, request.FILES or None, initial={"under": _own_body(request), "role": Role.CONTACT})
    if form.is_bound and form.is_valid():
        grids = _grids(form)
        if grids is not None:
            return _preview(request, understand(grids), form)
    return render(request, "web/settings/roster.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Add what was looked at; the one-time passwords are shown once, in the answer."""
    form = ListForm(request.POST)
    try:
        roster = from_plain(signing.loads(request.POST.get("roster", ""), salt=SALT, max_age=KEPT_FOR))
    except signing.BadSignature as error:
        raise BadRequest("The list is not one that was looked at here.") from error
    if form.is_valid():
        under, role = _fallbacks(form)
        brought = attempt(
            form, lambda: actions.bring_in(roster=roster, under=under, role=role, by=person(request), at=timezone.now())
        )
        if brought:
            return render(request, "web/settings/roster_done.html", {"passwords": brought.passwords, "plan": brought.plan})
    return render(request, "web/settings/roster.html", {"form": form}, status=422)


def _grids(form: ListForm) -> list[Grid] | None:
    """What was sent, as grids; None with the reason in ``form``."""
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    if not isinstance(file, UploadedFile):
        if not text.strip():
            form.add_error(None, _("请选择一个 Excel 文件，或把表格粘贴到框里。"))
            return None
        return from_pasted(text)
    try:
        return from_workbook(file.read(), file.name or "")
    except Unreadable as refusal:
        form.add_error(None, str(refusal))
        return None


def _preview(request: HttpRequest, roster: Roster, form: ListForm) -> HttpResponse:
    under, role = _fallbacks(form)
    made = plan(roster, under=under, role=role)
    shown = {
        "plan": made,
        "remarks": [Remark(_where(trouble.place), *saying(trouble)) for trouble in made.troubles],
        "under": under,
        "role": role,
        "roster": signing.dumps(to_plain(roster), salt=SALT, compress=True),
    }
    return render(request, "web/settings/roster_preview.html", shown)


def _fallbacks(form: ListForm) -> tuple[Unit | None, Role | None]:
    role = form.cleaned_data["role"]
    return form.cleaned_data["under"], Role(role) if role else None


def _where(place: Place) -> str:
    """工作表“人员” 第 4 行 B 列, as much of it as there is."""
    parts = [_("工作表“%(name)s”") % {"name": place.sheet}] if place.sheet else []
    parts.append(_("第 %(n)d 行") % {"n": place.row})
    if place.column:
        parts.append(_("%(letters)s 列") % {"letters": place.column})
    return " ".join(parts)


def _own_body(request: HttpRequest) -> Unit | None:
    """Where most lists belong: the body whose office the administrator is in, else his own unit."""
    posts = person(request).posts
    return next((post.unit for post in posts if post.role == Role.OFFICE), posts[0].unit)
