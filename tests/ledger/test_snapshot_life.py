"""Random lives with snapshots taken on the way: none of them changes, and each day can be told again from what came after."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from taizhang.ledger import actions, snapshots
from taizhang.reports.frozen import plain
from tests.ledger.closing import Way
from tests.ledger.test_life import LIVES, Life

pytestmark = pytest.mark.django_db


def said(snapshot):
    """All that a snapshot says, but for the head that it was taken at."""
    told = snapshots.opened(snapshot)
    ledger = {name: value for name, value in plain(told.ledger).items() if name not in ("stamp", "version")}
    return ledger, plain(told.numbers), told.figures


class Frozen(Life):
    """A life in which snapshots are taken at any moment, and at the end of each day."""

    def begin_with(self):
        self.taken, self.ends = {}, {}

    @initialize(code=st.sampled_from(["inspection", "environment"]))
    def begin(self, code):
        super().begin(code)
        self.begin_with()

    def take(self, **day):
        return actions.take_snapshot(ledger=self.ledger, by=self.people["office"], at=self.at, **day)

    @rule()
    def a_snapshot(self):
        """One in the middle of the day."""
        taken = self.take()
        self.taken[taken] = said(taken)

    @rule(days=st.integers(1, 9))
    def days_go_by(self, days):
        """The day ends with a snapshot."""
        taken = self.take()
        self.taken[taken] = self.ends[self.at.date()] = said(taken)
        super().days_go_by(days)

    def teardown(self):
        if hasattr(self, "taken"):
            for taken, then in self.taken.items():
                taken.refresh_from_db()
                assert said(taken) == then
            for day, then in self.ends.items():
                if day < self.at.date():
                    assert said(self.take(as_of=day)) == then
            assert not any(wrong for _, wrong in snapshots.damaged())
        super().teardown()


class FrozenAfterClosing(Frozen):
    """The same, from the first close-out on."""

    @initialize(code=st.just("self_check"))
    def begin(self, code):
        Life.begin(self, code)
        Way(self.ledger, self.people, self.at).endorsed()
        self.begin_with()


@pytest.mark.parametrize("machine", [Frozen, FrozenAfterClosing])
def test_no_snapshot_ever_changes(machine, clerk, sheet, opening, person, units):
    machine.fixtures = {"clerk": clerk, "sheet": sheet, "opening": opening, "person": person, "units": units}
    run_state_machine_as_test(machine, settings=LIVES)
