"""Signing in: the first page in its place where there is no account, one's own password first, resetting it by mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.account.views import LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from taizhang.accounts.models import User

# What a person can do before he has chosen his own password.
BEFORE_OWN_PASSWORD = ("account_change_password", "account_logout", "set_language", "choose_theme")


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page; without any account, the first page."""
    if request.method == "GET" and not User.objects.exists():
        return redirect("first_run")
    answer: HttpResponseBase = LoginView.as_view(extra_context={"by_mail": can_send_mail()})(request)
    return answer


def can_send_mail() -> bool:
    """Whether people can be sent a link to reset their passwords with."""
    return bool(settings.EMAIL_HOST)


def where_mail_is_sent(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """``view``, not found where no mail can be sent."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_send_mail():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def own_password_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead who signed in with a one-time password to choosing his own, whatever page he asks for."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not user.must_change_password:
            return get_response(request)
        if request.path in {reverse(name) for name in BEFORE_OWN_PASSWORD}:
            return get_response(request)
        target = reverse("account_change_password")
        return HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)

    return answer


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc] # allauth ships no types
    """allauth's form; the new password must be a new one."""

    def clean(self) -> dict[str, Any]:
        """Refuse the password that is to be replaced."""
        said: dict[str, Any] = super().clean()
        if said.get("password1") and said["password1"] == said.get("oldpassword"):
            self.add_error("password1", _("新密码不能和现在的一样。"))
        return said
