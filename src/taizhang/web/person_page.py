"""设置 › 人员 › one person: how he is called and reached, his roles, his password, closing and reopening the account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from taizhang.accounts import actions, policy
from taizhang.accounts.models import Membership, User
from taizhang.accounts.roles import DUTIES, Role
from taizhang.web.access import person
from taizhang.web.settings_access import attempt
from taizhang.web.settings_forms import PersonForm, PostForm, SettingsForm

Act = Callable[[User, datetime], object]


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The person."""
    return _shown(request, get_object_or_404(User, pk=pk))


def _shown(request: HttpRequest, user: User, **wrong: SettingsForm) -> HttpResponse:
    posts = user.memberships.select_related("unit").order_by("pk")
    by = person(request)
    shown = {
        "someone": user,
        "posts": [(post, policy.why_not(by, "take_role", post), DUTIES.get(Role(post.role), ())) for post in posts],
        "why_not_close": policy.why_not(by, "close_account", user),
        "correct": PersonForm(initial={"name": user.name, "email": user.email}),
        "give": PostForm(),
        **wrong,
    }
    return render(request, "web/settings/person.html", shown, status=422 if wrong else 200)


def _do(request: HttpRequest, user: User, act: Act, done: str, form: SettingsForm | None = None, name: str = "") -> HttpResponse:
    """Carry out ``act``, say that it is ``done`` and show the person again; refused, ``form`` (so named on the page) says why."""
    form = form or SettingsForm({})
    if form.is_valid():
        attempt(form, lambda: act(person(request), timezone.now()))
    if form.errors:
        return _shown(request, user, **{name or "plain": form})
    messages.success(request, done)
    return redirect("person", pk=user.pk)


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put name and address right."""
    user, form = get_object_or_404(User, pk=pk), PersonForm(request.POST)

    def act(by: User, at: datetime) -> object:
        return actions.correct_user(user=user, **form.cleaned_data, by=by, at=at)

    return _do(request, user, act, _("已保存。"), form, "correct")


@require_POST
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """One role more."""
    user, form = get_object_or_404(User, pk=pk), PostForm(request.POST)

    def act(by: User, at: datetime) -> object:
        said = form.cleaned_data
        role = Role(said["role"])
        return actions.give_role(user=user, unit=said["unit"], role=role, duty=said["duty"], by=by, at=at)

    return _do(request, user, act, _("已设置角色。"), form, "give")


@require_POST
def set_duty(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Another duty in a role he has."""
    held = get_object_or_404(Membership.objects.select_related("user", "unit"), pk=post, user=pk)
    duty = request.POST.get("duty", "")
    return _do(request, held.user, lambda by, at: actions.set_duty(membership=held, duty=duty, by=by, at=at), _("已设置职务。"))


@require_POST
def take_role(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """One role less."""
    held = get_object_or_404(Membership.objects.select_related("user", "unit"), pk=post, user=pk)
    return _do(request, held.user, lambda by, at: actions.take_role(membership=held, by=by, at=at), _("已取消角色。"))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The person no longer signs in."""
    user = get_object_or_404(User, pk=pk)
    return _do(request, user, lambda by, at: actions.close_account(user=user, by=by, at=at), _("账号已停用。"))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The person signs in again."""
    user = get_object_or_404(User, pk=pk)
    return _do(request, user, lambda by, at: actions.reopen_account(user=user, by=by, at=at), _("账号已重新启用。"))


@never_cache
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time password, shown once, in the answer."""
    user, form = get_object_or_404(User, pk=pk), SettingsForm({})
    password = attempt(form, lambda: actions.reset_password(user=user, by=person(request), at=timezone.now()))
    if password is None:
        return _shown(request, user, plain=form)
    return render(request, "web/settings/password_once.html", {"passwords": [(user, password)], "new": False})
