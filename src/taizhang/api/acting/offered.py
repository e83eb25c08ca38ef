"""What may be done to a thing now: every row of the table of states that its state allows, with the reason where it may not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from taizhang.accounts.models import User
from taizhang.api import access
from taizhang.api.acting.moves import VERBS
from taizhang.api.acting.things import THINGS, as_it_stands
from taizhang.api.acting.verb import Verb
from taizhang.api.paging import answer
from taizhang.ledger import policy
from taizhang.ledger.states import move
from taizhang.ledger.turn import whose_turn

router = Router()


class OfferOut(Schema):
    """One thing that can be done, or why not."""

    action: str = Field(description="办理什么（action）", examples=["submit"])
    word: str = Field(description="叫什么（what people call it）", examples=["申请销号"])
    may: bool = Field(description="本人现在可以办（the person may do it now）", examples=[False])
    may_register: bool = Field(
        description="本人可以登记别人在纸上签的（may register what others signed on paper）", examples=[False]
    )
    reason: str | None = Field(None, description="不能办的原因代码（code of the reason why not）", examples=["measures_ended"])
    why: str | None = Field(None, description="不能办的原因（why not）", examples=["还有2条措施没有完成。"])
    his: bool = Field(description="这一步归本人（it is the person's step at all）", examples=[True])
    path: str = Field(description="往哪里发（where to send it）", examples=["/ledgers/…/findings/1/actions/submit"])


class Offers(Schema):
    """Whose turn it is, and what can be done."""

    subject: str = Field(examples=["finding:1"])
    state: str = Field(description="状态（state）", examples=["under_way"])
    turn: str = Field(description="轮到谁做什么（whose turn, to do what）", examples=["供水科：申请销号"])
    version: int | None = Field(None, description="版本（version）", examples=[3])
    actions: list[OfferOut]


def _add(kind: str) -> None:
    thing = THINGS[kind]

    def get(request: HttpRequest, key: UUID, n: int) -> HttpResponse:
        _held, subject = thing.find(request, {"key": key, "n": n})
        return answer(_told(access.person(request), kind, as_it_stands(kind, subject)))

    router.add_api_operation(
        f"{thing.path}/actions",
        ["GET"],
        get,
        response=Offers,
        operation_id=f"{kind}_actions",
        summary="现在可以办什么",
        description="What may be done now, whose turn it is, and why the rest may not be done.",
        tags=[thing.tag],
    )


for _kind in ("finding", "measure", "plan", "plan_change"):
    _add(_kind)


def _told(user: User, kind: str, subject: Any) -> dict[str, Any]:
    verbs = [verb for verb in VERBS if verb.kind == kind and subject.state in move(verb.name, kind).sources]
    told = {"subject": subject.key, "state": subject.state, "turn": _turn(kind, subject)}
    version = subject.version if kind != "plan" else None
    return {**told, "version": version, "actions": [_offer(user, verb, subject) for verb in verbs]}


def _turn(kind: str, subject: Any) -> str:
    if kind == "finding":
        return whose_turn(subject, list(subject.measures.all()))
    return whose_turn(subject.finding, [subject]) if kind == "measure" else ""


def _offer(user: User, verb: Verb, subject: Any) -> dict[str, Any]:
    row = move(verb.name, verb.kind)
    found = policy.refusal(user, verb.name, subject)
    registers = row.signed and policy.refusal(user, verb.name, subject, on_paper=True) is None
    place = THINGS[verb.kind].path.replace("{uuid:key}", str(subject.ledger.key)).replace("{int:n}", str(subject.serial))
    return {
        "action": verb.name,
        "word": _(row.word),
        "may": found is None,
        "may_register": registers,
        "reason": found.reason if found else None,
        "why": found.sentence if found else None,
        "his": policy.is_his(user, row, subject),
        "path": f"{place}/actions/{verb.name}",
    }
