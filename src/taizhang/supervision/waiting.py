"""Which units a round still waits for: what other rooms may ask of it (settings.UNITS_WAITED_FOR)."""

from __future__ import annotations

from taizhang.accounts.models import Unit
from taizhang.ledger.models import Ledger
from taizhang.supervision.asked import shares
from taizhang.supervision.chasing import laggards


def units(ledger: Ledger, round_key: str) -> list[Unit]:
    """The units that have not told everything in the open round that events name so; none where it is not open."""
    serial = round_key.partition(":")[2]
    round_ = ledger.rounds.filter(serial=int(serial)).first()
    if round_ is None or not round_.is_open:
        return []
    round_.ledger = ledger
    return [share.unit for share in laggards(shares(round_))]
