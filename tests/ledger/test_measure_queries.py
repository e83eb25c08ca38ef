"""What an action on measures costs: a bounded number of queries, however much hangs on them and however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ledger import actions
from taizhang.ledger.actions import Given
from taizhang.ledger.milestones import Step
from taizhang.ledger.slots import SlotWanted
from tests.ledger.measures import PROOF, SOON

MOST = 19
READY = {
    "hand_in": "proved", "countersign": "handed_in", "return": "handed_in", "accept": "countersigned",
    "slacken": "accepted", "withdraw_evidence": "proved",
}  # fmt: skip


def calls(work, group):
    """Actions on one measure, each possible once its way has come as far as ``READY`` says."""
    one, office, contact = work.lasting, {"by": work.office, "at": work.at}, {"by": work.contact, "at": work.at}
    editing = {"measure": one, "version": one.version}
    progress = {"text": "已更换", "as_of": work.day, "degree": "", "version": one.version}
    return {
        "report_progress": lambda: actions.report_progress(subject=one, **progress, **contact),
        "report_stage": lambda: actions.report_stage(text="一期", left="二期", next_on=SOON, **editing, **contact),
        "set_milestones": lambda: actions.set_milestones(steps=[Step("招标", work.day)], **editing, **contact),
        "set_rhythm": lambda: actions.set_rhythm(rhythm="每月", day=16, **editing, **office),
        "set_slots": lambda: actions.set_slots(slots=[SlotWanted("", "图")], **editing, **office),
        "add_evidence": lambda: work.add(one, files=[PROOF, Given("照片", None, "2号", "柜"), Given("图", None, "3号", "柜")]),
        "withdraw_evidence": lambda: actions.withdraw_evidence(evidence=one.evidence.first(), reason="不清", **contact),
        "hand_in": lambda: work.hand_in(one),
        "countersign": lambda: work.countersign(one),
        "return": lambda: work.give_back(one),
        "accept": lambda: work.accept(one),
        "slacken": lambda: actions.slacken(measure=one, reason="停用", new_date=SOON, **office),
        "end": lambda: actions.end(measures=[one], reason="并项", by=group, at=work.at),
    }


ACTIONS = (
    *("report_progress", "report_stage", "set_milestones", "set_rhythm", "set_slots", "add_evidence", "withdraw_evidence"),
    *("hand_in", "countersign", "return", "accept", "slacken", "end"),
)


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_takes_a_handful_of_queries(action, work, person):
    group = person("leading_group", "市水务局", "周组长")
    if ready := READY.get(action):
        getattr(work, ready)(work.lasting)
    taken = calls(work, group)[action]
    for user in (work.office, work.contact, work.leader, group):
        user.posts  # noqa: B018 - read once for the whole request
    with CaptureQueriesContext(connection) as queries:
        taken()
    assert len(queries) <= MOST, "\n".join(query["sql"][:200] for query in queries)


@pytest.mark.parametrize("step", ["hand_in", "countersign", "accept", "give_back"])
def test_so_does_a_batch_however_much_hangs_on_it(work, step):
    both = [work.measure, work.lasting]
    for n in range(5):
        work.add(measures=both, files=[Given(f"附件{n}", None, f"{n}号", "柜")])
    ready = {"hand_in": work.proved, "countersign": work.handed_in, "accept": work.countersigned, "give_back": work.handed_in}
    ready[step](*both)
    with CaptureQueriesContext(connection) as queries:
        outcome = getattr(work, step)(*both)
    assert (len(outcome.done), len(queries) <= MOST + 1) == (2, True), "with one more, where one person's posts are read"
