"""The link of a unit: it opens that unit's rows, does what the unit's contact may do and no more, until it ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.actions import merge_units
from taizhang.accounts.policy import Refused
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event
from taizhang.ledger import actions as ledger_actions
from taizhang.ledger import policy
from taizhang.ledger.actions import Given, ProgressTold
from taizhang.ledger.states import MOVES
from taizhang.supervision import actions
from taizhang.supervision import links as doors
from taizhang.supervision.asked import rows_of
from tests.supervision.rounds import AS_OF

pytestmark = pytest.mark.django_db
PROOF = Given("竣工验收报告", None, "水务验〔2026〕3号", "档案室3柜")


def told(measure, text="已更换15公里", **more):
    return ProgressTold(
        **{"subject": measure, "text": text, "as_of": AS_OF, "degree": "under_way", "version": measure.version, **more}
    )


def answer(invitation, *reports, at, by=None):
    return actions.answer(invitation=invitation, reports=reports, by=by or doors.guest(invitation), at=at)


def test_a_link_opens_its_units_rows_only(links):
    assert [line.key for line in rows_of(doors.found(links["供水科"][1]))] == ["M1", "M2"]
    assert [line.key for line in rows_of(doors.found(links["财务科"][1]))] == ["M3"]


def test_an_answer_is_the_ledgers_own_action_by_the_units_link(links, shared, at):
    row, _ = links["供水科"]
    outcome = answer(row, told(shared.measures.get(serial=1)), at=at)
    measure = shared.measures.get(serial=1)
    assert (len(outcome.done), measure.progress, measure.progress_reported) == (1, "已更换15公里", "已更换15公里")
    events = Event.objects.filter(log__key=shared.log_key).order_by("-seq")[:2]
    assert [e.name for e in events] == ["invitation:answer", "measure:report_progress"]
    assert {(e.by_id, e.by_name, e.by_unit) for e in events} == {(f"link:{row.number}", "供水科（填报链接）", "供水科")}
    row.refresh_from_db()
    assert row.answered_at == at


def test_the_row_of_another_unit_is_refused(links, shared, at):
    row, _ = links["供水科"]
    with pytest.raises(Refused, match="本单位"):
        answer(row, told(shared.measures.get(serial=3)), at=at)
    with pytest.raises(Refused, match="本单位"):
        actions.hand_evidence(invitation=row, measure=shared.measures.get(serial=3), files=[PROOF], by=doors.guest(row), at=at)
    assert shared.measures.get(serial=3).progress == ""


def test_nobody_else_acts_by_a_link(links, shared, clerk, contact, at):
    row, _ = links["供水科"]
    for by in (clerk, contact, doors.guest(links["财务科"][0])):
        with pytest.raises(Refused, match="所属的单位"):
            answer(row, told(shared.measures.get(serial=1)), at=at, by=by)


def test_who_comes_by_a_link_may_do_exactly_what_the_units_contact_may(links, shared, contact):
    guest, things = doors.guest(links["财务科"][0]), [*shared.findings.all(), *shared.measures.all()]
    for thing in things:
        for row in MOVES:
            if row.of == policy.LEVELS[type(thing)]:
                assert policy.why_not(guest, row.action, thing) == policy.why_not(contact, row.action, thing)
    assert list(policy.visible_findings(guest, shared)) == list(policy.visible_findings(contact, shared))


def test_a_row_that_changed_meanwhile_is_refused_and_keeps_what_stands(links, shared, clerk, at):
    measure = shared.measures.get(serial=1)
    ledger_actions.report_progress(
        subject=measure, text="整改办改过", as_of=AS_OF, degree="", version=measure.version, by=clerk, at=at
    )
    outcome = answer(links["供水科"][0], told(measure), at=at)
    assert "刚被别人修改过" in outcome.refused[0][1]
    assert shared.measures.get(serial=1).progress == "整改办改过"


def test_no_change_is_an_answer_too(links, shared, at):
    row, _ = links["供水科"]
    answer(row, told(shared.measures.get(serial=1)), at=at)
    before = Event.objects.filter(name="measure:report_progress").count()
    answer(row, told(shared.measures.get(serial=1)), at=at + timedelta(hours=1))
    assert Event.objects.filter(name="measure:report_progress").count() == before
    assert Event.objects.filter(name="invitation:answer").count() == 2


def test_evidence_names_the_unit(links, shared, at):
    row, _ = links["供水科"]
    [piece] = actions.hand_evidence(
        invitation=row, measure=shared.measures.get(serial=1), files=[PROOF], by=doors.guest(row), at=at
    )
    assert piece.added_by == "供水科"


def test_a_link_ends_when_its_days_are_over(links, shared, at):
    row, _ = links["供水科"]
    assert doors.why_dead(row, row.expires_at - timedelta(seconds=1)) is None
    with pytest.raises(Refused, match="过期"):
        answer(row, told(shared.measures.get(serial=1)), at=row.expires_at)


def test_a_revoked_link_opens_nothing_and_a_new_one_does(links, shared, opened, clerk, at):
    row, old = links["供水科"]
    made, token = actions.renew_link(round=opened.round, unit=row.unit, by=clerk, at=at)
    with pytest.raises(Refused, match="作废"):
        answer(doors.found(old), told(shared.measures.get(serial=1)), at=at)
    assert answer(doors.found(token), told(shared.measures.get(serial=1)), at=at).done
    assert made.number == "1-3"


def test_links_end_with_their_round(links, opened, shared, clerk, at):
    actions.close_round(round=opened.round, by=clerk, at=at)
    with pytest.raises(Refused, match="已经结束"):
        actions.visit(invitation=links["供水科"][0], by=doors.guest(links["供水科"][0]), at=at)


def test_every_opening_of_a_link_is_an_event(links, shared, at):
    row, _ = links["供水科"]
    for _n in range(2):
        actions.visit(invitation=row, by=doors.guest(row), at=at)
    assert Event.objects.filter(log__key=shared.log_key, name="invitation:visit", by_id=f"link:{row.number}").count() == 2


def test_only_the_office_makes_and_revokes_links(links, opened, contact, at):
    row, _ = links["财务科"]
    with pytest.raises(Refused, match="整改办"):
        actions.renew_link(round=opened.round, unit=row.unit, by=contact, at=at)
    with pytest.raises(Refused, match="整改办"):
        actions.revoke_link(invitation=row, by=doors.guest(row), at=at)


def test_a_unit_without_rows_gets_no_link(opened, units, clerk, at):
    with pytest.raises(Refused, match="没有正在推进"):
        actions.renew_link(round=opened.round, unit=units["河湖科"], by=clerk, at=at)


def test_what_cannot_be_meant_is_refused_with_the_sentence(links, shared, at):
    outcome = answer(links["供水科"][0], told(shared.measures.get(serial=1), as_of=at.date() + timedelta(days=1)), at=at)
    assert outcome.refused[0][1] == "截至日期不能晚于今天。"
    with pytest.raises(ValidationError):
        actions.hand_evidence(
            invitation=links["供水科"][0],
            measure=shared.measures.get(serial=1),
            files=[],
            by=doors.guest(links["供水科"][0]),
            at=at,
        )


def test_links_follow_when_units_become_one(links, opened, units, person, at):
    merge_units(source=units["财务科"], target=units["供水科"], by=SYSTEM, at=at)
    standing = opened.round.invitations.filter(revoked_at=None)
    assert [row.unit.name for row in standing] == ["供水科"]
