"""What the paper itself says of the ledger it would make: the form on the page starts from it, the person decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from taizhang.accounts.models import Unit, User
from taizhang.accounts.roles import Role
from taizhang.intake.models import Paper
from taizhang.ledger.actions import Opening
from taizhang.ledger.models import Source, Stage

# The stage a ledger starts in, by the kind of paper it is made from; anything else tells of work under way.
STAGES = {"反馈意见": Stage.FEEDBACK, "问题清单": Stage.FEEDBACK, "方案": Stage.PLAN}


def proposed_opening(paper: Paper, body: Unit) -> Opening:
    """The opening of a ledger about ``body`` as far as ``paper`` tells; what it does not tell is usual or empty."""
    reading = paper.reading
    inspection = reading.get("inspection") or {}
    source = _source(inspection)
    feedback_on = _day(inspection.get("feedback_on"))
    return Opening(
        title=_title(source, inspection, feedback_on or _day(reading.get("issued_on"))),
        source=source,
        body=body,
        stage=STAGES.get(reading.get("document_kind") or "", Stage.CONTINUING),
        inspected_by=(inspection.get("body") or "")[:120],
        feedback_on=feedback_on,
    )


def bodies_of(user: User) -> list[Unit]:
    """The bodies that ``user`` may open a ledger about: those whose office he is in."""
    return [post.unit for post in user.posts if post.role == Role.OFFICE]


def _source(inspection: dict[str, Any]) -> Source:
    kind = inspection.get("kind")
    return Source(kind) if kind in Source.values else Source.INSPECTION


def _title(source: Source, inspection: dict[str, Any], day: date | None) -> str:
    nature = inspection.get("nature") or source.value
    nature = nature if source.value in nature else f"{source.value}{nature}"
    return f"{f'{day.year}年' if day else ''}{nature}整改台账"


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso and len(iso) == len("2026-06-30") else None
