"""What tests of a close-out start from."""

import pytest

from tests.ledger.closing import way


@pytest.fixture
def start(clerk, sheet, opening, person, units):
    """Begins a ledger by the code of its profile: ``start("audit")``."""
    return lambda code, **more: way(code, clerk=clerk, sheet=sheet, opening=opening, person=person, units=units, **more)
