"""What tests of rounds start from: a second unit with a measure of its own, and a round that asks both."""

from datetime import date

import pytest

from taizhang.ledger import actions as ledger_actions
from taizhang.supervision import actions

AS_OF, DUE = date(2026, 11, 20), date(2026, 11, 27)


@pytest.fixture
def shared(ledger, units, clerk, at):
    """The ledger with its second finding led by the finance section; the water section leads the first."""
    finding = ledger.findings.get(serial=2)
    ledger_actions.assign(
        subject=finding, lead_unit=units["财务科"], leader="", assisting="", version=finding.version, by=clerk, at=at
    )
    return ledger


@pytest.fixture
def opened(shared, clerk, at):
    """A round of the shared ledger with its tokens."""
    return actions.open_round(ledger=shared, rhythm="half_month", as_of=AS_OF, due=DUE, by=clerk, at=at)


@pytest.fixture
def links(opened):
    """The invitations and their tokens by the unit's name."""
    return {row.unit.name: (row, token) for row, token in opened.tokens}
