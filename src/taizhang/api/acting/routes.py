"""The operations that are made from the verbs: one address each for one thing, and one for several where it can be several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Header, Router
from pydantic import Field

from taizhang.api.acting.bodies import body_of, each_of, taken
from taizhang.api.acting.calling import DoneOut, ManyOut, call_many, call_one
from taizhang.api.acting.moves import EACH
from taizhang.api.acting.sent import MOST, Number
from taizhang.api.acting.things import KEYED, THINGS, Thing
from taizhang.api.acting.verb import Verb

Once = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="这次请求自己的编号；同一编号重复发送只办一次（the same key is done once）"),
]
Seen = Annotated[str | None, Header(alias="If-Match", description="看到的版本（the version that was seen）", examples=['"3"'])]


def add(router: Router, verb: Verb) -> None:
    """Add the operations of ``verb``."""
    thing = THINGS[verb.kind]
    body = body_of(verb)
    _operation(router, f"{thing.path}/actions/{verb.name}", verb, _one(verb, thing, body), DoneOut, dict(verb.example))
    if (verb.kind, verb.name) in EACH:
        _each(router, verb, thing)
    elif verb.takes_many:
        _several(router, verb, thing)


def _each(router: Router, verb: Verb, thing: Thing) -> None:
    """To several things, each with words of its own."""
    call, parameter = EACH[verb.kind, verb.name]
    many = Verb(call, verb.kind, verb.name, verb.word, {}, parameter)
    model, take = each_of(many, parameter)

    def post(request: HttpRequest, key: UUID, body: Any, once: Any = None) -> HttpResponse:
        numbers = [one.n for one in body.items]
        return call_many(request, many, {"key": key}, numbers, body, lambda place, said: {parameter: take(place, said)})

    post.__annotations__.update({"body": model, "once": Once})
    example = {"items": [{"n": 1, **verb.example}]}
    _operation(router, f"{thing.all_path}/actions/{verb.name}", verb, post, ManyOut, example, many=True)


def _several(router: Router, verb: Verb, thing: Thing) -> None:
    """To several things alike."""
    field = thing.all_path.rpartition("/")[2]
    numbers = (Annotated[list[Number], Field(min_length=1, max_length=MOST)], Field(description="哪些（which, by number）"))
    model = body_of(verb, extra={field: numbers}, suffix="_many")

    def post(request: HttpRequest, key: UUID, body: Any, once: Any = None) -> HttpResponse:
        def take(place: Any, said: Any) -> dict[str, Any]:
            return {**taken(verb, place, said), verb.subject: place.subjects}

        return call_many(request, verb, {"key": key}, getattr(body, field), body, take)

    post.__annotations__.update({"body": model, "once": Once})
    _operation(router, f"{thing.all_path}/actions/{verb.name}", verb, post, ManyOut, {field: [1, 2], **verb.example}, many=True)


def _one(verb: Verb, thing: Thing, body: Any) -> Callable[..., HttpResponse]:
    """The function behind the address of one thing: it takes what stands in the address."""
    keyed, numbered = thing.path.startswith(KEYED), "{int:n}" in thing.path
    if keyed and numbered:

        def post(request: HttpRequest, key: UUID, n: int, body: Any, once: Any = None, seen: Any = None) -> HttpResponse:
            return call_one(request, verb, {"key": key, "n": n}, body)

    elif keyed:

        def post(request: HttpRequest, key: UUID, body: Any, once: Any = None, seen: Any = None) -> HttpResponse:  # type: ignore[misc]
            return call_one(request, verb, {"key": key}, body)

    elif numbered:

        def post(request: HttpRequest, n: int, body: Any, once: Any = None, seen: Any = None) -> HttpResponse:  # type: ignore[misc]
            return call_one(request, verb, {"n": n}, body)

    else:

        def post(request: HttpRequest, body: Any, once: Any = None, seen: Any = None) -> HttpResponse:  # type: ignore[misc]
            return call_one(request, verb, {}, body)

    post.__annotations__.update({"body": body, "once": Once, "seen": Seen})
    return post


def _operation(
    router: Router,
    path: str,
    verb: Verb,
    post: Callable[..., HttpResponse],
    answer: Any,
    example: dict[str, Any],
    *,
    many: bool = False,
) -> None:
    """Register it, with its description and example."""
    name = f"{verb.kind}_{verb.name}{'_many' if many else ''}"
    first = (verb.call.__doc__ or "").partition("\n")[0]
    router.add_api_operation(
        path,
        ["POST"],
        post,
        response=answer,
        operation_id=name,
        summary=f"{verb.word}{'（多项）' if many else ''}",
        description=first,
        tags=[THINGS[verb.kind].tag],
        openapi_extra={"requestBody": {"content": {"application/json": {"example": example}}}},
    )
