"""A ledger that two units share, and a round that asks both: every step a real action."""

from datetime import date

from taizhang.ledger import actions as ledger_actions
from taizhang.supervision import actions

AS_OF, DUE = date(2026, 11, 20), date(2026, 11, 27)


def share(ledger, unit, by, at):
    """The ledger with its second finding led by ``unit``; the water section leads the first."""
    finding = ledger.findings.get(serial=2)
    ledger_actions.assign(subject=finding, lead_unit=unit, leader="", assisting="", version=finding.version, by=by, at=at)
    return ledger


def begin(ledger, by, at, **said):
    """A round of the ledger, opened."""
    return actions.open_round(
        **{"ledger": ledger, "rhythm": "half_month", "as_of": AS_OF, "due": DUE, "by": by, "at": at, **said}
    )
