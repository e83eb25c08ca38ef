"""How every verb writes: the manuscript locked, the policy asked, one event left in the ledger's log."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.manuscripts.models import Manuscript, Part, PartVersion

PLACES = ("ledger__body", "ledger__pinned", "ledger__office_unit", "ledger__supervised_by", "snapshot")


def held(manuscript: Manuscript) -> Manuscript:
    """The manuscript, locked until the transaction ends, with what the policy looks at."""
    return Manuscript.objects.select_for_update(of=("self",)).select_related(*PLACES).get(pk=manuscript.pk)


def refuse(why: str | None) -> None:
    """Raises Refused where there is a reason why not."""
    if why:
        raise Refused(why)


def note(manuscript: Manuscript, action: str, facts: dict[str, Any], by: User, at: datetime) -> None:
    """Leave the event of ``action``."""
    append(manuscript.ledger.log_key, [Entry(f"manuscript:{action}", manuscript.key, facts)], by=by.actor, at=at)


def digest(part: Part) -> str:
    """SHA-256 of what the part says: events keep no text."""
    return hashlib.sha256(part.whole.encode()).hexdigest()


def keep_version(part: Part, by: User, at: datetime) -> None:
    """Keep the part as it is saved now."""
    PartVersion.objects.create(
        part=part, number=part.version, run_on=part.run_on, text=part.text, by=by.name, by_unit=by.actor.unit, at=at
    )
