"""设置 › 办理规则: the policy profiles a body can use – what they say, its own copies and their versions, the usual one."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from taizhang.accounts.models import Unit, User
from taizhang.intake.proposal import bodies_of
from taizhang.ledger import actions, pinning, policy
from taizhang.ledger.models import Ledger, PinnedProfile
from taizhang.profiles import PROFILES, Profile, digest, shipped, told
from taizhang.web.access import person
from taizhang.web.settings_access import attempt

VERSIONS = 20  # shown of one copy, the newest
COUNTED = re.compile(r"(\d+)([^\d%]+)")  # 30天, 2次


class CopyForm(forms.Form):
    """What a copy is called and whose it is."""

    name = forms.CharField(max_length=60, label=gettext_lazy("名称"))
    body = forms.ModelChoiceField(Unit.objects.none(), empty_label=None, label=gettext_lazy("单位"))

    def __init__(self, bodies: list[Unit], data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={**(initial or {}), "body": bodies[0].pk}, label_suffix="")
        self.fields["body"].queryset = Unit.objects.filter(pk__in=[body.pk for body in bodies])  # type: ignore[attr-defined]


def bodies_in_sight(user: User) -> list[Unit]:
    """The bodies whose profiles ``user`` sees: those whose office he is in; an administrator sees those of his units."""
    bodies = bodies_of(user)
    if not bodies and user.is_administrator:
        bodies = [post.unit for post in user.posts]
    if not bodies:
        raise PermissionDenied(_("办理规则由整改办设置。"))
    return bodies


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """What there is, the own ones first."""
    user = person(request)
    bodies = bodies_in_sight(user)
    offers = pinning.offers(*bodies)
    kept = Ledger.objects.filter(body__in=bodies).values("pinned__code").annotate(n=Count("pk"))
    usual = pinning.usual_of(*bodies)
    told = {
        "offers": offers,
        "ledgers": dict(kept.values_list("pinned__code", "n")),
        "usual": usual.code if usual else "",
        "may_choose": bodies_of(user),
        "today": timezone.localdate(),
    }
    return render(request, "web/profiles/list.html", told)


@require_GET
def show(request: HttpRequest, name: str) -> HttpResponse:
    """What one says, in its newest version or in the one asked for."""
    return shown(request, name)


def shown(request: HttpRequest, name: str, copying: CopyForm | None = None) -> HttpResponse:
    """The page of a profile; ``copying`` is the form that makes a copy, where something is wrong with it."""
    user = person(request)
    profile, copy = _wanted(request, user, name)
    own = bodies_of(user)
    proposed = _("%(name)s（%(body)s）") % {"name": _(profile.name), "body": own[0].name if own else ""}
    told_of = {
        "profile": profile,
        "copy": copy,
        "versions": list(_versions(user, name)[:VERSIONS]) if name not in PROFILES else [],
        "parts": _parts(profile),
        "ledgers": Ledger.objects.filter(pinned=digest(profile)).count(),
        "why_not_edit": policy.why_not_police(user, copy.body) if copy and copy.body else None,
        "copying": copying or (CopyForm(own, initial={"name": proposed[:60]}) if own else None),
        "today": timezone.localdate(),
    }
    return render(request, "web/profiles/profile.html", told_of, status=422 if copying else 200)


def _wanted(request: HttpRequest, user: User, name: str) -> tuple[Profile, PinnedProfile | None]:
    """The profile of that name and, of a body's own, the version. A version that a ledger in sight pins can be read too."""
    asked = request.GET.get("version", "")
    if asked:
        copy = PinnedProfile.objects.select_related("body").filter(code=name, digest=asked).first()
        if copy and (_in_sight(user, copy) or policy.visible_ledgers(user).filter(pinned=copy).exists()):
            return copy.profile, copy if copy.body_id else None
        raise Http404
    if name in PROFILES:
        return shipped(name), None
    copy = _versions(user, name).filter(latest=True).first()
    if copy is None:
        raise Http404
    return copy.profile, copy


def _in_sight(user: User, copy: PinnedProfile) -> bool:
    return bool(_versions(user, copy.code).filter(pk=copy.pk).exists())


def _versions(user: User, name: str) -> Any:
    """The versions of a copy that ``user``'s units may use: what holds for people's work, they may read."""
    rows = pinning.copies_of(*(post.unit for post in user.posts)).filter(code=name)
    return rows.select_related("body").annotate(n=Count("ledgers")).order_by("-latest", "-made_at")


def _parts(profile: Profile) -> list[tuple[str, list[tuple[str, str]]]]:
    """What it says by section, each line with what leads to it."""
    lines = [line for line in told(profile) if line.value is not None and line.place != ("代号",)]
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for head, group in groupby(lines, key=lambda line: line.place[0] if len(line.place) > 1 else ""):
        rows = [(" · ".join(_(word) for word in (line.place[1:] or line.place)), _in_words(line.value or "")) for line in group]
        found.append((_(head) if head else "", rows))
    return found


def _in_words(value: str) -> str:
    """A value with the words and counters of the product translated; what people wrote themselves stays."""
    if counted := COUNTED.fullmatch(value):
        n, unit = int(counted[1]), counted[2]
        return _counted(n).get(unit) or _("%(n)s%(unit)s") % {"n": n, "unit": _(unit)}
    return _("、").join(_(one) if one else "" for one in value.split("、"))


def _counted(n: int) -> dict[str, str]:
    """So many of what limits are counted in."""
    return {
        "天": ngettext("%(n)d天", "%(n)d天", n) % {"n": n},
        "个工作日": ngettext("%(n)d个工作日", "%(n)d个工作日", n) % {"n": n},
        "个月": ngettext("%(n)d个月", "%(n)d个月", n) % {"n": n},
        "年": ngettext("%(n)d年", "%(n)d年", n) % {"n": n},
    }


@require_POST
def copy(request: HttpRequest, name: str) -> HttpResponse:
    """Make a copy that the body can edit, and go on to editing it."""
    user = person(request)
    own = bodies_of(user)
    if not own:
        raise PermissionDenied(_("办理规则由整改办设置。"))
    profile, _version = _wanted(request, user, name)
    form = CopyForm(own, request.POST)
    made = None
    if form.is_valid():
        said = form.cleaned_data
        made = attempt(
            form,
            lambda: actions.copy_profile(body=said["body"], of=profile, name=said["name"], by=user, at=timezone.now()),
        )
    if made is None:
        return shown(request, name, form)
    messages.success(request, _("已复制为“%(name)s”，可以修改了。") % {"name": made.name})
    return redirect("profile_edit", name=made.code)


@require_POST
def choose_usual(request: HttpRequest, name: str) -> HttpResponse:
    """New ledgers of the bodies whose office the person is in start from this one."""
    user, form = person(request), forms.Form({})
    chosen = [_usual_of(user, body, name, form) for body in bodies_of(user)]
    for error in form.non_field_errors():
        messages.error(request, str(error))
    if any(chosen):
        messages.success(request, _("以后建台账先用这份规则。"))
    return redirect("profiles")


def _usual_of(user: User, body: Unit, name: str, form: forms.Form) -> object:
    return attempt(form, lambda: actions.choose_usual(body=body, name=name, by=user, at=timezone.now()))
