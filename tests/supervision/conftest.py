"""What tests of rounds start from: a second unit with a measure of its own, and a round that asks both."""

import pytest

from tests.supervision.rounds import begin, share


@pytest.fixture
def shared(ledger, units, clerk, at):
    """The ledger, with its second finding led by the finance section."""
    return share(ledger, units["财务科"], clerk, at)


@pytest.fixture
def opened(shared, clerk, at):
    """A round of the shared ledger with its tokens."""
    return begin(shared, clerk, at)


@pytest.fixture
def links(opened):
    """The invitations and their tokens by the unit's name."""
    return {row.unit.name: (row, token) for row, token in opened.tokens}
