"""What is answered where something cannot be: ``application/problem+json`` (RFC 9457), in people's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unreadable
from pydantic import Field
from pydantic_core import to_json

from taizhang.accounts.policy import Refused
from taizhang.files.store import Damaged
from taizhang.intake.actions import BroughtBefore, MendedBefore, Moved, Overtaken
from taizhang.ledger import snapshots
from taizhang.ledger.actions import Conflict
from taizhang.manuscripts import actions as manuscripts

TYPE = "application/problem+json"
TITLES = {
    400: lambda: _("请求看不懂"),
    401: lambda: _("没有有效的令牌"),
    403: lambda: _("不能办理"),
    404: lambda: _("没有找到"),
    405: lambda: _("没有这种操作"),
    409: lambda: _("现在不能办理"),
    413: lambda: _("内容太大"),
    422: lambda: _("内容不对"),
    428: lambda: _("缺少版本"),
    429: lambda: _("太频繁"),
    503: lambda: _("暂时不能办理"),
}


class WrongField(Schema):
    """One thing that is wrong in what was sent."""

    place: str = Field(description="在请求里的位置（where in the request）", examples=["body.new_date"])
    message: str = Field(description="哪里不对（what is wrong）", examples=["请填写日期。"])


class ProblemOut(Schema):
    """RFC 9457. ``reason`` is a word that programs can go by; ``detail`` is the sentence for people."""

    status: int = Field(examples=[409])
    title: str = Field(examples=["现在不能办理"])
    detail: str = Field(examples=["现在是“拟定”，不能报完成。"])
    reason: str | None = Field(None, description="原因代码（code of the reason）", examples=["state"])
    errors: list[WrongField] | None = Field(None, description="逐项错误（errors by place）")
    version: int | None = Field(None, description="这一条现在的版本（its version now）")
    now: dict[str, Any] | None = Field(None, description="现在的内容（what it says now）")
    wanted: dict[str, Any] | None = Field(None, description="想改成的内容（what was to be written）")


class Problem(Exception):
    """An answer that says why not."""

    def __init__(
        self, status: int, detail: str, reason: str = "", *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.reason, self.more = status, detail, reason, more
        self.headers = dict(headers or {})

    @property
    def content(self) -> dict[str, Any]:
        """What is said; what is empty is left out."""
        title = TITLES.get(self.status, TITLES[409])()
        said = {"status": self.status, "title": title, "detail": self.detail, "reason": self.reason, **self.more}
        return {name: value for name, value in said.items() if value not in ("", None)}

    def response(self) -> HttpResponse:
        """The answer."""
        headers = {"WWW-Authenticate": "Bearer", **self.headers} if self.status == 401 else self.headers
        return HttpResponse(to_json(self.content, fallback=str), content_type=TYPE, status=self.status, headers=headers)


def told(error: Exception) -> Problem | None:
    """What ``error`` is in an answer; None for what nobody foresaw."""
    for kind, tell in TOLD.items():
        if isinstance(error, kind):
            return tell(error)
    return None


def _conflict(error: Any) -> Problem:
    row, wanted = error.row, error.wanted
    now = {name: _plain(getattr(row, name)) for name in wanted if hasattr(row, name)}
    return Problem(
        409, str(error), "version", version=row.version, now=now, wanted={name: _plain(value) for name, value in wanted.items()}
    )


def _amended(error: Any) -> Problem:
    part, wanted = error.part, error.wanted
    now = {"run_on": part.run_on, "text": part.text}
    return Problem(409, str(error), "version", version=part.version, now=now, wanted={"text": wanted})


def _moved(error: Any) -> Problem:
    """The list that was looked at is another by now: how much it has; it is read again and looked at."""
    kinds = Counter(str(item.kind) for item in error.diff.items)
    return Problem(409, str(error), "version", now={"choosable": len(error.diff.choosable), **kinds})


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | dict | None) else str(value)


def _wrong(error: Any) -> Problem:
    return Problem(422, " ".join(error.messages), "content")


def _unreadable(error: Any) -> Problem:
    errors = [
        {"place": ".".join(str(part) for part in one.get("loc", ())), "message": str(one.get("msg", ""))} for one in error.errors
    ]
    return Problem(
        422,
        ngettext("请求里有 %(n)d 处不对。", "请求里有 %(n)d 处不对。", len(errors)) % {"n": len(errors)},
        "form",
        errors=errors,
    )


TOLD: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda error: error,
    Conflict: _conflict,
    Refused: lambda error: Problem(403, str(error), "refused"),
    ValidationError: _wrong,
    Unreadable: _unreadable,
    Http404: lambda error: Problem(404, _("没有这一项，或者您不能查看。"), "not_found"),
    AuthenticationError: lambda error: Problem(401, _("请在请求头里带上令牌：Authorization: Bearer tz_…"), "token"),
    Damaged: lambda error: Problem(503, str(error), "damaged"),
    snapshots.Damaged: lambda error: Problem(503, str(error), "damaged"),
    manuscripts.Conflict: _amended,
    Overtaken: lambda error: Problem(409, str(error), "version"),
    MendedBefore: lambda error: Problem(409, str(error), "version"),
    BroughtBefore: lambda error: Problem(409, str(error), "brought_before"),
    Moved: _moved,
    HttpError: lambda error: Problem(error.status_code, _("请求看不懂，请核对格式。"), "form"),
}


def speak(api: NinjaAPI) -> None:
    """Have ``api`` answer every foreseen error as a problem."""

    def answer(request: HttpRequest, error: Any) -> HttpResponse:
        found = told(error)
        if found is None:
            raise error
        return found.response()

    for kind in TOLD:
        api.add_exception_handler(kind, answer)
