"""Calling a verb: the person and the thing, what was said, the version that was seen; and what came of it, as it is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from taizhang.accounts.policy import Refused
from taizhang.api import access
from taizhang.api.acting.bodies import taken
from taizhang.api.acting.once import Done, asked_of, once
from taizhang.api.acting.place import Place
from taizhang.api.acting.sent import BIGGEST
from taizhang.api.acting.things import GATHERED, THINGS, as_it_stands, key_of, several
from taizhang.api.acting.verb import Verb
from taizhang.api.problems import Problem
from taizhang.ledger import policy
from taizhang.ledger.actions import Outcome
from taizhang.ledger.models import Ledger
from taizhang.notices.hooks.models import Subscription
from taizhang.supervision.actions import Opened
from taizhang.supervision.models import Invitation

_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')


class LinkOut(Schema):
    """A unit's link, told once: the end of its address."""

    unit: int = Field(description="单位（unit id）", examples=[7])
    token: str = Field(description="链接里的令牌，只在这里出现一次（token in the address, told here once）", examples=["q8…"])


class DoneOut(Schema):
    """What was done."""

    subject: str = Field(description="对什么办理的（to what）", examples=["finding:1"])
    state: str | None = Field(None, description="现在的状态（its state now）", examples=["awaiting_decision"])
    version: int | None = Field(None, description="现在的版本（its version now）", examples=[4])
    made: list[str] = Field(description="新产生的（what came to be）", examples=[["measure:12"]])
    links: list[LinkOut] | None = Field(None, description="各单位的填报链接，只出现一次（links of units, told once）")
    secret: str | None = Field(None, description="推送签名的密钥，只出现一次（secret that signs, told once）")


class RefusedOut(Schema):
    """What was not done, and why."""

    subject: str = Field(description="哪一项（which）", examples=["finding:2"])
    reason: str = Field(description="原因（why not）", examples=["现在是“待审定”，不能申请销号。"])


class ManyOut(Schema):
    """What was done to several things, each by itself."""

    done: list[str] = Field(description="已办理（done）", examples=[["finding:1"]])
    refused: list[RefusedOut] = Field(description="没有办理的和原因（refused, and why）")


def call_one(request: HttpRequest, verb: Verb, at: dict[str, Any], body: Any) -> HttpResponse:
    """Do it to one thing."""
    thing = THINGS[verb.kind]
    user = access.act(request) if thing.of_a_ledger else access.whole(request)
    held, subject = thing.find(request, at)
    place = Place(request, user, timezone.now(), [] if subject is None else [subject], held)
    version = _version(request, verb, body)
    return once(request, asked_of(request, request.body), lambda: _one(verb, place, body, version))


def call_many(request: HttpRequest, verb: Verb, at: dict[str, Any], numbers: Sequence[int], body: Any, take: Any) -> HttpResponse:
    """Do it to several things of a ledger; what is refused is told with the reason, the rest is done."""
    user, held = access.act(request), access.ledger(request, at["key"])
    place = Place(request, user, timezone.now(), several(user, held, verb.kind, numbers), held)
    return once(request, asked_of(request, request.body), lambda: _many(verb, place, take(place, body)))


def _one(verb: Verb, place: Place, body: Any, version: dict[str, int]) -> Done:
    said = {**taken(verb, place, body), **version}
    if verb.subject:
        said[verb.subject] = place.subjects if verb.takes_many else place.subject
    try:
        result = verb.call(**said, by=place.user, at=place.at)
    except Refused as error:
        raise _told_why(verb, place, said, str(error)) from error
    if isinstance(result, Outcome) and not result.done:
        raise _told_why(verb, place, said, result.refused[0][1])
    return _came_of(verb, place, result)


def _many(verb: Verb, place: Place, said: dict[str, Any]) -> Done:
    outcome = verb.call(**said, by=place.user, at=place.at)
    if not isinstance(outcome, Outcome):  # all or none
        outcome = Outcome(list(place.subjects), [])
    refused = [{"subject": row.key, "reason": why} for row, why in outcome.refused]
    return Done({"done": [row.key for row in outcome.done], "refused": refused})


def _version(request: HttpRequest, verb: Verb, body: Any) -> dict[str, int]:
    """The version that the person saw. Raises Problem where it is not said."""
    if not verb.is_versioned:
        return {}
    header = _VERSION.fullmatch(request.headers.get("If-Match", ""))
    version = int(header[1]) if header else body.version
    if version is None:
        raise Problem(428, _("请带上看到的版本：If-Match 或 version。"), "version")
    if version > BIGGEST:
        raise Problem(422, _("没有这个版本。"), "version")
    return {"version": version}


def _told_why(verb: Verb, place: Place, said: dict[str, Any], why: str) -> Problem:
    """The refusal, with the word that programs can go by where the table of states gives one."""
    if verb.kind not in GATHERED:
        return Problem(403, why, "refused")
    fresh = as_it_stands(verb.kind, place.subject)
    found = policy.refusal(place.user, verb.name, fresh, on_paper=said.get("paper") is not None)
    reason = found.reason if found and found.sentence == why else "rule"
    return Problem(403 if reason == "person" else 409, why, reason)


def _came_of(verb: Verb, place: Place, result: Any) -> Done:
    """What is answered: the thing as it stands now, what came to be, and links that are told once."""
    made, told_once = _made(result, place.subjects), _told_once(result)
    if not place.subjects:
        return Done({"subject": made[0] if made else verb.kind, "state": None, "version": None, "made": made}, told_once)
    subject = place.subject
    if subject.pk is not None and type(subject)._default_manager.filter(pk=subject.pk).exists():
        subject.refresh_from_db()
    version = getattr(subject, "version", None) if verb.kind != "plan" else None
    content = {"subject": key_of(verb.kind, subject), "state": getattr(subject, "state", None), "version": version}
    return Done({**content, "made": made}, told_once)


def _made(result: Any, subjects: Sequence[Any]) -> list[str]:
    if isinstance(result, Opened):
        return [result.round.key]
    rows = result if isinstance(result, list) else [result[0] if isinstance(result, tuple) else result]
    return [_called(row) for row in rows if hasattr(row, "pk") and row not in subjects]


def _called(row: Any) -> str:
    """What something new is called: by its key in events, its number, or its id."""
    if isinstance(row, Ledger):
        return f"ledger:{row.key}"
    kind = type(row).__name__.lower()
    if isinstance(key := getattr(row, "key", None), str):
        return key
    return f"{kind}:{getattr(row, 'number', None) or row.pk}"


def _told_once(result: Any) -> dict[str, Any]:
    """The texts that stand nowhere else: tokens of links, a secret."""
    pairs = result.tokens if isinstance(result, Opened) else [result] if isinstance(result, tuple) else []
    links = [{"unit": one.unit_id, "token": token} for one, token in pairs if isinstance(one, Invitation)]
    secret = next((text for one, text in pairs if isinstance(one, Subscription)), None)
    return {name: value for name, value in (("links", links), ("secret", secret)) if value}
