"""The door at which links are used: how often, from where, and what every answer says to browsers and search engines.

Of addresses nothing is kept: the counters are named by keyed hashes and are gone after some minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from taizhang.accounts.tries import WRONG_FROM_ONE_ADDRESS, count
from taizhang.supervision import links
from taizhang.supervision.models import Invitation

USES_OF_ONE_LINK = 300
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Invitation, P], HttpResponse]


def by_link(view: View[P]) -> Callable[..., HttpResponse]:
    """``view`` with the invitation that the token in the address opens; what a link that opens nothing says, without it."""

    # No cookie opens anything here, the token in the address does: who could forge a form holds the link already. And the
    # browsers of messengers, which keep no cookies, work too.
    @csrf_exempt
    @sensitive_variables("token")
    @wraps(view)
    def answered(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = _opened(request, token)
        try:
            response = found if isinstance(found, HttpResponse) else view(request, found, *args, **kwargs)
        except Http404:
            response = said(request, 404, _("没有这一条，或者它不归本单位报。"))
        response._has_been_logged = True  # type: ignore[attr-defined]  # what Django would log is the address, and the token in it
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answered


@sensitive_variables("token")
def _opened(request: HttpRequest, token: str) -> Invitation | HttpResponse:
    """The invitation that the token opens, or the page that says why it opens nothing."""
    address = str(get_adapter(request).get_client_ip(request))
    if count("wrong-link", address) >= WRONG_FROM_ONE_ADDRESS:
        return said(request, 429, _("试的次数太多，请过十分钟再打开。"))
    invitation = links.found(token)
    if invitation is None:
        count("wrong-link", address, 1)
        return said(request, 404, _("没有这个链接。请核对是否复制完整，或者向整改办要新的链接。"))
    if count("used-link", invitation.token_hash, 1) > USES_OF_ONE_LINK:
        return said(request, 429, _("打开得太频繁，请过十分钟再试。已经保存的内容不受影响。"))
    why = links.why_dead(invitation, timezone.now())
    return said(request, 410, why) if why else invitation


def by_script(request: HttpRequest) -> bool:
    """Whether the page's script asks, which wants an answer that it can read."""
    return request.headers.get("Accept") == "application/json"


def said(request: HttpRequest, status: int, why: str) -> HttpResponse:
    """A sentence in place of the page."""
    if by_script(request):
        return JsonResponse({"wrong": why}, status=status)
    return render(request, "web/fill/ended.html", {"why": why}, status=status)
