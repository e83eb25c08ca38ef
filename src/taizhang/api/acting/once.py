"""A request that names a key of its own (``Idempotency-Key``) is done once, however often it is sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic_core import to_json

from taizhang.accounts import repeating
from taizhang.accounts.tokens import Repeat
from taizhang.api.door import visitor
from taizhang.api.paging import answer
from taizhang.api.problems import Problem, told

KEY, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
_SENSIBLE = re.compile(r"[\x21-\x7e]{1,120}")


class Done(NamedTuple):
    """What is answered. ``secret`` is shown once and kept nowhere: a repeated answer is without it."""

    content: dict[str, Any]
    secret: dict[str, Any] = {}


def asked_of(request: HttpRequest, *said: bytes) -> str:
    """The digest of what is asked: where, of which version, and what was ``said``."""
    parts = (request.get_full_path().encode(), request.headers.get("If-Match", "").encode(), *said)
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def once(request: HttpRequest, asked: str, run: Callable[[], Done]) -> HttpResponse:
    """The answer of ``run``; where the request names a key that was used before, what was answered then."""
    key = request.headers.get(KEY)
    if key is None:
        done = run()
        return answer({**done.content, **done.secret})
    if not _SENSIBLE.fullmatch(key):
        raise Problem(422, _("Idempotency-Key 要是1到120个英文字母、数字或符号，不带空格。"), "idempotency")
    token = visitor(request).token
    if (before := repeating.kept(token, key)) is not None:
        return _again(before, asked)
    with transaction.atomic():
        mine = repeating.claim(token, key, asked, timezone.now())
        if mine is not None:
            return _first(mine, run)
    before = repeating.kept(token, key)
    if before is None:
        raise Problem(409, _("同一请求正在办理，请稍后再试。"), "idempotency")
    return _again(before, asked)


def _first(mine: Repeat, run: Callable[[], Done]) -> HttpResponse:
    """Do it, and keep the answer with what was done; a refusal leaves nothing, neither does its key."""
    try:
        done = run()
    except Exception as error:
        problem = told(error)
        if problem is None:
            raise
        repeating.give_up(mine)
        return problem.response()
    repeating.keep(mine, 200, to_json(done.content).decode())
    return answer({**done.content, **done.secret})


def _again(before: Repeat, asked: str) -> HttpResponse:
    if before.asked != asked:
        raise Problem(422, _("这个 Idempotency-Key 已经用在别的请求上，请换一个。"), "idempotency")
    return answer(json.loads(before.body), before.code, {REPLAYED: "true"})
