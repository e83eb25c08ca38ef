"""Two people at the same moment on one measure: one wins, the other is told, nothing is half done."""

import pytest

from taizhang.accounts.models import User
from taizhang.journal.models import Log
from taizhang.journal.verify import verify
from taizhang.ledger import actions, tally
from taizhang.ledger.actions import Conflict, Given, Outcome, Refused
from taizhang.ledger.models import Ledger, Measure
from taizhang.ledger.slots import SlotWanted
from taizhang.ledger.states import MeasureState
from tests.at_once import at_once
from tests.ledger.measures import whys

pytestmark = pytest.mark.django_db(transaction=True)


def after(work, tmp_path):
    """The first measure as it stands; the log is whole and the tallies are right."""

    def look():
        ledger = Ledger.objects.get(pk=work.ledger.pk)
        kept = {str(t) for t in ledger.tallies.exclude(n=0)}
        tally.rebuild(ledger)
        assert {str(t) for t in ledger.tallies.all()} == kept
        assert verify(Log.objects.get(key=ledger.log_key)).broken is None
        return Measure.objects.get(ledger=ledger, serial=1)

    [measure] = at_once(tmp_path, look)
    assert isinstance(measure, Measure), measure
    return measure


def lost(results):
    """What the losers were told."""
    return [why for one in results if isinstance(one, Outcome) for why in whys(one)]


def test_of_two_who_decide_one_wins_and_the_other_is_told(work, tmp_path):
    work.countersigned()
    results = at_once(tmp_path, work.accept, work.give_back, work.accept)
    assert sum(len(one.done) for one in results) == 1
    assert len(lost(results)) == 2
    assert after(work, tmp_path).state in (MeasureState.DONE, MeasureState.UNDER_WAY)


def test_one_file_dropped_twice_at_once_stands_once(work, tmp_path):
    results = at_once(tmp_path, work.add, work.add)
    assert {type(one) for one in results} == {Refused, list}
    after(work, tmp_path)


def test_numbers_are_given_once(work, tmp_path):
    calls = [lambda n=n: work.add(files=[Given(f"附件{n}", None, f"{n}号", "柜")]) for n in range(4)]
    results = at_once(tmp_path, *calls)
    assert sorted(one.position for [one] in results) == [1, 2, 3, 4]


def test_of_two_who_set_the_slots_one_is_shown_the_others(work, tmp_path):
    stale = work.measure

    def put(what):
        return actions.set_slots(measure=stale, slots=[SlotWanted("", what)], version=stale.version, by=work.office, at=work.at)

    results = at_once(tmp_path, lambda: put("图"), lambda: put("表"))
    assert {type(one) for one in results} == {Measure, Conflict}
    after(work, tmp_path)


def test_two_cannot_together_end_all_measures_of_a_finding(work, person, tmp_path):
    group = person("leading_group", "市水务局", "周组长")
    said = {"reason": "并项推进", "by": User.objects.get(pk=group.pk), "at": work.at}
    first, second = work.measure, work.lasting
    results = at_once(tmp_path, lambda: actions.end(measures=[first], **said), lambda: actions.end(measures=[second], **said))
    assert sum(len(one.done) for one in results) == 1
    assert lost(results) == ["这个问题至少要保留一条措施，不能全部终止。"]


def test_nothing_is_handed_in_while_its_proof_is_taken_out(work, tmp_path):
    [one] = work.add(slot=work.measure.slots.first())
    withdraw = {"evidence": one, "reason": "扫描不清", "by": work.contact, "at": work.at}
    at_once(tmp_path, work.hand_in, lambda: actions.withdraw_evidence(**withdraw))
    assert after(work, tmp_path).state in (MeasureState.AWAITING_REVIEW, MeasureState.UNDER_WAY)
    [outcome] = at_once(tmp_path, work.countersign)
    assert not outcome.done, "either way it is not proved now"
