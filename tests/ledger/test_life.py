"""Random steps by random people: whatever they try, nothing is closed that is not proved and signed by two, and the log is whole."""

import os
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from taizhang.accounts.policy import Refused
from taizhang.journal.models import Log
from taizhang.journal.verify import verify
from taizhang.ledger import actions, as_of, policy, tally
from taizhang.ledger.actions import Conflict, Given
from taizhang.ledger.conditions import slots_open
from taizhang.ledger.content import content
from taizhang.ledger.gathering import gathered_findings, gathered_measures
from taizhang.ledger.models import Cycle, Finding, Measure, Signature
from taizhang.ledger.states import FINDING_MOVES, MEASURE_MOVES, FindingState, MeasureState
from tests.ledger.closing import Way, paper, way
from tests.ledger.test_as_of import same_again

pytestmark = pytest.mark.django_db
WHO = st.sampled_from(["office", "contact", "leading_group", "principal", "verifier", "leader"])
SIGNERS = st.sampled_from(["王副局长", "周组长", "吴局长", "孙审核", "张敏"])
BODIES = st.sampled_from(["市水务局", "巡察办", "纪检监察机关", "组织部门", "供水科"])
EXAMPLES = int(os.environ.get("LIVES", "5"))
PROFILES = ("inspection", "audit", "environment", "self_check")


MOVES = (*FINDING_MOVES, *MEASURE_MOVES)
FROZEN = [field.attname for field in Cycle._meta.concrete_fields]


def given(n):
    return Given(f"材料{n}", None, f"文{n}号", "档案室")


def calls(thing, by, at, signed, n):
    """How each action is called on ``thing``; whether it may be is what is tried."""
    many = {"measures": [thing]} if isinstance(thing, Measure) else {"findings": [thing]}
    who, date = {"by": by, "at": at}, at.date()
    one = {"version": thing.version, **who}
    sig = {"paper": signed, **who}
    bodies = list(thing.ledger.supervising_bodies.all())
    body = next((b for b in bodies if signed and b.name == signed.unit_name), bodies[n % len(bodies)] if bodies else None)
    return {
        ("measure", "issue"): lambda: actions.issue(**many, **who),
        ("measure", "report_progress"): lambda: actions.report_progress(
            subject=thing, text=f"进展{n}", as_of=date, degree="done", **one
        ),
        ("measure", "report_stage"): lambda: actions.report_stage(
            measure=thing, text="阶段", left="其余", next_on=date + timedelta(9), **one
        ),
        ("measure", "add_evidence"): lambda: actions.add_evidence(
            measures=[thing], files=[given(n)], slot=thing.slots.order_by("?").first(), **who
        ),
        ("measure", "withdraw_evidence"): lambda: actions.withdraw_evidence(
            evidence=thing.evidence.filter(withdrawn_on=None).latest("pk"), reason="有误", **who
        ),
        ("measure", "hand_in"): lambda: actions.hand_in(**many, effects="有成效", **who),
        ("measure", "countersign"): lambda: actions.countersign(**many, **sig),
        ("measure", "accept"): lambda: actions.accept(**many, long_term=bool(n % 2), confirm_on=None, **sig),
        ("measure", "return"): lambda: actions.return_measures(**many, reason="不足", new_date=date + timedelta(9), **sig),
        ("measure", "end"): lambda: actions.end(**many, reason="并入", into=None, **sig),
        ("finding", "assess"): lambda: actions.assess(finding=thing, degree="done", **one),
        ("finding", "submit"): lambda: actions.submit(**many, **who),
        ("finding", "decide"): lambda: actions.decide(**many, meeting=f"第{n}次会", **sig),
        ("finding", "endorse"): lambda: actions.endorse(**many, **sig),
        ("finding", "agree"): lambda: actions.agree(**many, degree="done", body=body, **sig),
        ("finding", "return"): lambda: actions.return_findings(**many, reason="不足", new_date=date + timedelta(9), **sig),
        ("finding", "object"): lambda: actions.object(finding=thing, about="数据有出入", received_on=date, **who),
        ("finding", "answer_objection"): lambda: actions.answer_objection(
            objection=thing.objections.filter(answered_on=None).first(), answer="已核实", upheld=bool(n % 2), **who
        ),
        ("finding", "end_notice"): lambda: actions.end_notice(**many, **who),
        ("finding", "concede"): lambda: actions.concede(finding=thing, reason="改线", consent="函7号", **sig),
        ("finding", "confirm"): lambda: actions.confirm_findings(**many, reason="仍不具备条件", **who),
        ("finding", "resume"): lambda: actions.resume(**many, reason="条件已具备", new_date=date + timedelta(9), **who),
        ("finding", "look_back"): lambda: actions.look_back(
            **many,
            kind="evaluation",
            carried_out_on=date,
            passed=not n % 3,
            found="又有跑冒滴漏",
            new_date=date + timedelta(9),
            **who,
        ),
        ("finding", "undo_close"): lambda: actions.undo_close(finding=thing, reason="佐证有误", **sig),
        ("finding", "name_earlier"): lambda: actions.name_earlier(
            finding=thing, earlier=None, text=f"第{n}号" if n % 2 else "", **one
        ),
        ("measure", "reopen"): lambda: actions.reopen(**many, **who),
    }


class Life(RuleBasedStateMachine):
    """One ledger from report to close-out. ``fixtures`` make it; each example is taken back when it ends."""

    fixtures: dict = {}

    @initialize(code=st.sampled_from(PROFILES))
    def begin(self, code):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.n = 0
        made = way(code, **self.fixtures)
        leader = self.fixtures["person"]("leader", "市水务局", "王副局长")
        Finding.objects.filter(ledger=made.ledger).update(leader_user=leader)
        self.people, self.ledger, self.at = {**made.people, "leader": leader}, made.ledger, made.at
        self.remembered, self.frozen = {}, {}

    def teardown(self):
        if hasattr(self, "atomic"):
            assert verify(Log.objects.get(key=self.ledger.log_key)).broken is None
            same_again(self.ledger)  # what is counted by day follows from the events alone
            for day, line in self.remembered.items():
                then = as_of.counts(self.ledger, day)
                assert (then.findings, then.measures, then.rebounds, then.repeats) == (
                    *(line.findings, line.measures, line.rebounds, line.repeats),
                )
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def things(self):
        findings = gathered_findings(Finding.objects.filter(ledger=self.ledger)).order_by("serial")
        return [*findings, *gathered_measures(Measure.objects.filter(ledger=self.ledger)).order_by("serial")]

    def attempt(self, thing, action, who, signed):
        of = "measure" if isinstance(thing, Measure) else "finding"
        self.n += 1
        call = calls(thing, self.people[who], self.at, signed, self.n).get((of, action))
        if call is None:
            return
        with suppress(Refused, ValidationError, Conflict, AttributeError, ObjectDoesNotExist), transaction.atomic():
            call()

    @rule(who=WHO, at=st.integers(0, 99), n=st.integers(0, len(MOVES) - 1))
    def anything(self, who, at, n):
        """Somebody tries something; mostly it is not his, or not yet."""
        move = MOVES[n]
        things = [t for t in self.things() if isinstance(t, Measure) == (move.of == "measure")]
        self.attempt(things[at % len(things)], move.action, who, None)

    @rule(at=st.integers(0, 999))
    def what_may_be_done(self, at):
        """One of the steps that somebody may take now."""
        open_now = [
            (thing, row.action, who)
            for thing in self.things()
            for row in (MEASURE_MOVES if isinstance(thing, Measure) else FINDING_MOVES)
            if thing.state in row.sources
            for who, user in self.people.items()
            if policy.why_not(user, row.action, thing) is None
        ]
        if open_now:
            self.attempt(*open_now[at % len(open_now)], None)

    @rule(at=st.integers(0, 999), name=SIGNERS, unit=BODIES)
    def registered_from_paper(self, at, name, unit):
        """The office registers a decision that somebody signed on paper – perhaps the wrong person."""
        signable = [
            (thing, row.action)
            for thing in self.things()
            for row in (MEASURE_MOVES if isinstance(thing, Measure) else FINDING_MOVES)
            if row.signed and thing.state in row.sources
        ]
        if signable:
            self.attempt(*signable[at % len(signable)], "office", paper(name, unit, self.at.date()))

    @rule(days=st.integers(1, 9))
    def days_go_by(self, days):
        """What stood at the end of the day is remembered."""
        self.remembered[self.at.date()] = tally.count_line(self.ledger, self.at.date())
        self.at += timedelta(days=days)

    @invariant()
    def nothing_is_closed_without_proof_and_two_signers(self):
        if not hasattr(self, "ledger"):
            return
        for thing in self.things():
            if isinstance(thing, Measure) and thing.state == MeasureState.DONE:
                assert slots_open(thing) == []
                assert len({thing.handed_in_by, thing.accepted_by}) == 2
            if isinstance(thing, Finding) and thing.state == FindingState.CLOSED:
                names = {thing.decided_by, thing.closed_by} - {""}
                assert len(names) == 2
                assert thing.closed_unit != thing.responsible_unit
                signers = Signature.objects.filter(finding=thing, verdict="agreed", cycle=thing.cycle)
                assert names <= set(signers.values_list("name", flat=True))

    @invariant()
    def what_ended_does_not_change(self):
        if not hasattr(self, "ledger"):
            return
        for cycle in Cycle.objects.filter(finding__ledger=self.ledger).values("finding__cycle", *FROZEN):
            now = cycle.pop("finding__cycle")
            undone = cycle["ended_on"] is None and cycle["number"] == now
            if undone:  # never ended, or ended by mistake
                self.frozen.pop(cycle["id"], None)
            else:
                assert self.frozen.setdefault(cycle["id"], cycle) == cycle

    @invariant()
    def a_rebound_for_each_round_after_the_first(self):
        if not hasattr(self, "ledger"):
            return
        for finding in Finding.objects.filter(ledger=self.ledger):
            failed = finding.look_backs.filter(passed=False).count()
            assert (finding.rebounds, finding.cycle) == (failed, failed + 1)
            assert all(measure.cycle <= finding.cycle for measure in finding.measures.all())

    @invariant()
    def the_tallies_are_the_rows(self):
        if hasattr(self, "ledger"):
            line = tally.count_line(self.ledger, self.at.date())
            assert line.measure_total == Measure.objects.filter(ledger=self.ledger).count()
            assert line.closed == Finding.objects.filter(ledger=self.ledger, state="closed", stated=True).count()


class Closed(Life):
    """A ledger whose first finding is closed already."""

    @initialize(code=st.just("self_check"))
    def begin(self, code):
        super().begin(code)
        Way(self.ledger, self.people, self.at).endorsed()


LIVES = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)


def test_random_lives(clerk, sheet, opening, person, units):
    Life.fixtures = {"clerk": clerk, "sheet": sheet, "opening": opening, "person": person, "units": units}
    run_state_machine_as_test(Life, settings=LIVES)


def test_many_rounds(clerk, sheet, opening, person, units):
    """So that the machine is known to come past the first close-out: it starts there."""
    Closed.fixtures = {"clerk": clerk, "sheet": sheet, "opening": opening, "person": person, "units": units}
    run_state_machine_as_test(Closed, settings=LIVES)


def test_a_diligent_life_ends_closed(clerk, sheet, opening, person, units):
    """So that the machine's steps are known to lead all the way."""
    made = way("inspection", clerk=clerk, sheet=sheet, opening=opening, person=person, units=units).endorsed()
    for body in ("巡察办", "纪检监察机关", "组织部门"):
        assert not made.agree(body).refused
    assert made.finding.state == FindingState.CLOSED
    assert made.finding.cycles.get().content == content(gathered_findings(Finding.objects.filter(pk=made.finding.pk)).get())
