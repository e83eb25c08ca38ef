"""Who comes in: a token in the ``Authorization`` header, nothing else. No cookie opens anything, so nothing can be forged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.debug import sensitive_variables
from ninja.security import HttpBearer

from taizhang.accounts import tokens
from taizhang.accounts.models import User
from taizhang.accounts.tokens import Token
from taizhang.accounts.tries import PERIOD, WRONG_FROM_ONE_ADDRESS, count
from taizhang.api.problems import Problem

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose token it is, and how far it reaches."""

    user: User
    token: Token


class ByToken(HttpBearer):
    """Opens to whoever brings a token that works."""

    openapi_description = "个人接口令牌，在“接口令牌”页面签发：`Authorization: Bearer tz_…`（a token of one's own）"

    def __call__(self, request: HttpRequest) -> Any:
        """The visitor. Whatever is answered, is answered in the language that was asked for."""
        translation.activate(language_of(request.META))
        return super().__call__(request)

    @sensitive_variables("token")
    def authenticate(self, request: HttpRequest, token: str) -> Visitor:
        """The person whose token it is. Raises Problem where it opens nothing."""
        found, today = tokens.found(token), timezone.localdate()
        if found is None or not found.works(today):
            raise _turned_away(request, found)
        tokens.note_use(found, today)
        return Visitor(found.user, found)


def _turned_away(request: HttpRequest, token: Token | None) -> Problem:
    """What is said to who brings one that does not work; who does so again and again from one address, is told to wait."""
    if count("wrong-token", _address(request), 1) > WRONG_FROM_ONE_ADDRESS:
        return Problem(429, _("试的次数太多，请过十分钟再试。"), "too_many", headers={"Retry-After": str(PERIOD)})
    return Problem(401, why_dead(token), "token")


def _address(request: HttpRequest) -> str:
    """Where the request comes from; nothing where the server was not told (a socket of this machine)."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return ""


def why_dead(token: Token | None) -> str:
    """Why a token opens nothing."""
    if token is None:
        return _("没有这个令牌，请核对是否复制完整。")
    if token.revoked_at:
        return _("这个令牌已经作废。")
    if not token.user.is_active or token.seal != token.user.seal:
        return _("账号停用过，以前的令牌不再有效，请重新签发。")
    return _("这个令牌已经过期，请重新签发。")


def visitor(request: HttpRequest) -> Visitor:
    """Who asks; every operation stands behind ``ByToken``."""
    found = getattr(request, "auth", None)
    if not isinstance(found, Visitor):
        raise TypeError("This operation must stand behind ByToken.")
    return found


def language_of(meta: Mapping[str, Any]) -> str:
    """The language that is asked for (``Accept-Language``): Chinese unless English is wanted more."""
    for wanted, _weight in parse_accept_lang_header(str(meta.get("HTTP_ACCEPT_LANGUAGE", ""))):
        if known := LANGUAGES.get(wanted.partition("-")[0]):
            return known
    return "zh-hans"
