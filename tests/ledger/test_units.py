"""Two units become one: the ledgers follow, and say so in their own logs."""

from taizhang.accounts.actions import merge_units, rename_unit
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event
from taizhang.ledger import tally
from taizhang.ledger.actions import choose_usual, copy_profile, set_office_unit
from taizhang.ledger.adoption import units_by_name
from taizhang.ledger.pinning import usual_of
from taizhang.ledger.units import References, references
from taizhang.profiles import shipped


def test_what_a_unit_led_its_successor_leads(ledger, units, at):
    assert references(units["供水科"]) == References(about=0, supervised=0, findings=1, measures=0)
    merge_units(source=units["供水科"], target=units["河湖科"], by=SYSTEM, at=at)
    finding = ledger.findings.get(serial=1)
    assert (finding.lead_unit, finding.version) == (units["河湖科"], 2)


def test_each_ledger_says_what_moved(ledger, units, at):
    merge_units(source=units["供水科"], target=units["河湖科"], by=SYSTEM, at=at)
    [event] = Event.objects.filter(log__key=ledger.log_key, name="ledger:merge_units")
    assert event.facts == {"was": "供水科", "now": "河湖科", "findings": ["finding:1"]}


def test_a_body_and_its_supervisor_move_too(ledger, units, at):
    merge_units(source=units["市委巡察办"], target=units["江岸市"], by=SYSTEM, at=at)
    merge_units(source=units["市水务局"], target=units["江岸市"], by=SYSTEM, at=at)
    ledger.refresh_from_db()
    assert ledger.body == ledger.supervised_by == units["江岸市"]


def test_profiles_office_and_route_move_too(ledger, clerk, units, at):
    copy = copy_profile(body=units["市水务局"], of=shipped("audit"), name="本局审计", by=clerk, at=at)
    choose_usual(body=units["市水务局"], name=copy.code, by=clerk, at=at)
    set_office_unit(ledger=ledger, unit=units["办公室"], by=clerk, at=at)
    merge_units(source=units["办公室"], target=units["财务科"], by=SYSTEM, at=at)
    merge_units(source=units["市委巡察办"], target=units["江岸市"], by=SYSTEM, at=at)
    merge_units(source=units["市水务局"], target=units["江岸市"], by=SYSTEM, at=at)
    ledger.refresh_from_db()
    assert ledger.office_unit == units["财务科"]
    assert ledger.supervising_bodies.get(name="巡察办").unit == units["江岸市"]
    assert usual_of(units["江岸市"]) == copy.profile


def test_the_usual_profile_of_the_unit_that_stays_holds(clerk, person, units, at):
    choose_usual(body=units["市水务局"], name="audit", by=clerk, at=at)
    choose_usual(body=units["江岸市"], name="risk", by=person("office", "江岸市"), at=at)
    merge_units(source=units["市水务局"], target=units["江岸市"], by=SYSTEM, at=at)
    assert usual_of(units["江岸市"]) == shipped("risk")


def test_the_tallies_stay_right(ledger, units, at):
    merge_units(source=units["供水科"], target=units["河湖科"], by=SYSTEM, at=at)
    kept = {str(t) for t in ledger.tallies.exclude(n=0)}
    tally.rebuild(ledger)
    assert {str(t) for t in ledger.tallies.all()} == kept


def test_an_old_name_in_a_paper_finds_the_unit(units, at):
    rename_unit(unit=units["供水科"], name="供水管理科", by=SYSTEM, at=at)
    assert units_by_name(units["市水务局"])["供水科"] == units["供水科"]
