"""设置 › 人员: the accounts, and inviting another."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.accounts import actions
from taizhang.accounts.models import Membership, Unit, User
from taizhang.accounts.roles import Role
from taizhang.web.access import person
from taizhang.web.settings_access import attempt
from taizhang.web.settings_forms import NewPersonForm

PAGE = 50


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The list by login name, searched or of one unit."""
    closed = request.GET.get("closed") == "1"
    sought = _asked(request, "q").strip()[:60]
    unit = get_object_or_404(Unit, pk=int(pk)) if (pk := _asked(request, "unit")).isdecimal() else None
    people = _found(User.objects.filter(is_active=not closed), sought, unit)
    rows = list(people.filter(username__gt=_asked(request, "after"))[: PAGE + 1])
    shown = {"people": rows[:PAGE], "more": rows[PAGE - 1].username if len(rows) > PAGE else "", "sought": sought}
    return render(request, "web/settings/people.html", {**shown, "closed": closed, "unit": unit})


def _asked(request: HttpRequest, name: str) -> str:
    """What the address says, without characters that a database takes for the end of a text."""
    return request.GET.get(name, "").replace("\0", "")


def _found(people: QuerySet[User], sought: str, unit: Unit | None) -> QuerySet[User]:
    if sought:
        within = User.objects.filter(memberships__unit__name__icontains=sought).values("pk")
        people = people.filter(Q(name__icontains=sought) | Q(username__icontains=sought) | Q(pk__in=within))
    if unit:
        people = people.filter(pk__in=Membership.objects.filter(unit=unit).values("user"))
    posts = Membership.objects.select_related("unit").order_by("pk")
    return people.prefetch_related(Prefetch("memberships", posts)).order_by("username")


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is shown once, in the answer."""
    form = NewPersonForm(request.POST or None, initial={"unit": request.GET.get("unit"), "role": Role.CONTACT})
    if form.is_valid():
        said = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        invited = attempt(form, lambda: actions.invite_user(**said, by=person(request), at=timezone.now()))
        if invited:
            return render(request, "web/settings/password_once.html", {"passwords": [invited], "new": True})
    return render(request, "web/settings/person_add.html", {"form": form}, status=422 if form.errors else 200)
