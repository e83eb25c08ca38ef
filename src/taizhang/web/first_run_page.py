"""The first page of an installation without any account: first administrator, body, office. From this machine only."""

from __future__ import annotations

import ipaddress
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from taizhang.accounts.actions import AlreadySetUp, FirstRun
from taizhang.accounts.models import User
from taizhang.accounts.policy import SYSTEM
from taizhang.ledger.actions import begin
from taizhang.profiles import PROFILES, shipped
from taizhang.web.arrangement_forms import version_name
from taizhang.web.settings_access import attempt

NEW = {"autocomplete": "new-password"}
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")


class FirstRunForm(forms.Form):
    """What is asked at the first run."""

    body = forms.CharField(max_length=120, label=gettext_lazy("主体单位"))
    superior = forms.CharField(max_length=120, required=False, label=gettext_lazy("上级单位"))
    office = forms.CharField(max_length=120, required=False, label=gettext_lazy("整改办所在科室"))
    name = forms.CharField(max_length=60, label=gettext_lazy("姓名"))
    username = forms.CharField(max_length=60, label=gettext_lazy("登录名"))
    password = forms.CharField(
        strip=False, label=gettext_lazy("密码"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    again = forms.CharField(
        strip=False, label=gettext_lazy("再输入一次密码"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    keeps_ledgers = forms.BooleanField(required=False, initial=True)
    profile = forms.ChoiceField(required=False, label=gettext_lazy("新台账常用的办理规则"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        shown = [(code, version_name(shipped(code))) for code in PROFILES]
        cast("forms.ChoiceField", self.fields["profile"]).choices = [("", _("按来源选用")), *shown]

    def clean(self) -> dict[str, Any]:
        """The password is good enough and was typed twice alike."""
        said = super().clean() or self.cleaned_data
        password = said.get("password")
        if password and said.get("again") and password != said["again"]:
            self.add_error("again", _("两次输入的密码不一样。"))
        elif password:
            try:
                validate_password(password, User(username=said.get("username", ""), name=said.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return said

    def said(self) -> FirstRun:
        """The answers, for the action."""
        return FirstRun(**{name: value for name, value in self.cleaned_data.items() if name not in ("again", "profile")})


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form, as long as there is no account; from elsewhere, where to go."""
    if User.objects.exists():
        return redirect("account_login")
    if not is_from_this_machine(request):
        return render(request, "web/first_run_elsewhere.html", status=403)
    form = FirstRunForm(request.POST or None)
    if form.is_valid():
        try:
            said, profile = form.said(), form.cleaned_data["profile"]
            if attempt(form, lambda: begin(said=said, profile=profile, by=SYSTEM, at=timezone.now())):
                return render(request, "web/first_run_done.html", {"said": said})
        except AlreadySetUp:
            return redirect("account_login")
    return render(request, "web/first_run.html", {"form": form}, status=422 if form.errors else 200)


def is_from_this_machine(request: HttpRequest) -> bool:
    """Whether the browser runs on this machine: the connection comes from it, no proxy says it passes something on, and the
    address asked for is this machine's own (a name from elsewhere could be made to lead here)."""
    host, _port = split_domain_port(request.get_host())
    local = host == "localhost" or _is_loopback(host)
    return local and _is_loopback(request.META.get("REMOTE_ADDR", "")) and not any(name in request.META for name in FORWARDED)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
