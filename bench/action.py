"""``make bench NAME=action``: actions through the web on 100,000 findings and 1,000,000 events, against 1,000 findings.

Each request is posted as a browser posts it and answered with the page's part that changed. Keys: queries (the most that any
action takes on the large ledger), growth (the most that any takes longer there than on the small one), milliseconds (median on
the large ledger, by action), action_milliseconds (the change itself with its event, without the page), slowest. ``FINDINGS`` and
``EVENTS`` in the environment: fewer.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bench import installation, ledger_page, many_events

if TYPE_CHECKING:
    from django.test import Client

    from taizhang.accounts.models import Unit, User
    from taizhang.ledger.models import Ledger

    Clients = dict[str, Client]

FINDINGS = int(os.environ.get("FINDINGS", "100000"))
EVENTS = int(os.environ.get("EVENTS", "1000000"))
SMALL = 1_000
WARM, RUNS = 3, 25
SECTIONS = installation.SECTIONS
ASKED_HERE = 2  # queries for the row's version, before and after
UNVERSIONED = ("add_evidence",)  # leaves the measure's own row as it was
Posted = tuple[str, dict[str, Any]]  # where under the ledger's address, and what


def main() -> None:
    """Build, measure, print."""
    installation.start()
    ledger_page._tune()
    clerk, bureau = installation.people()
    from django.db import connection
    from django.test import Client

    small, large = ledger_page.build(clerk, bureau, SMALL), ledger_page.build(clerk, bureau, FINDINGS)
    from taizhang.ledger import as_of

    for ledger in (small, large):
        as_of.rebuild(ledger)
    many_events.add(large, EVENTS, degrees=False)
    ledger_page._settle()
    clients = {"clerk": Client(), "hand_in": Client()}
    clients["clerk"].force_login(clerk)
    clients["hand_in"].force_login(contact(bureau))
    times, most = measure(clients, {"small": small, "large": large})
    growth = {name: times[name, "large"] / times[name, "small"] for name in ACTIONS}
    itself = change_itself(large, clerk)
    figures = {
        "name": "action",
        "database": connection.vendor,
        "queries": max(most.values()),
        "growth": round(max(growth.values()), 2),
        "milliseconds": {name: round(times[name, "large"], 1) for name in ACTIONS},
        "action_milliseconds": round(itself, 1),
        "by_queries": most,
        "slowest": max(ACTIONS, key=lambda name: times[name, "large"]),
    }
    print(json.dumps(figures))


def measure(clients: Clients, ledgers: dict[str, Ledger]) -> tuple[dict[tuple[str, str], float], dict[str, int]]:
    """Median milliseconds of each action on each ledger, taken in turns, and the queries on the large one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken: dict[tuple[str, str], list[float]] = {(name, size): [] for name in ACTIONS for size in ledgers}
    for turn in range(1, WARM + RUNS + 1):
        for name, size in taken:
            taken[name, size].append(post(clients, name, ledgers[size], turn))
    most = {}
    for name in ACTIONS:
        with CaptureQueriesContext(connection) as queries:
            post(clients, name, ledgers["large"], WARM + RUNS + 1)
        most[name] = len(queries) - ASKED_HERE
    return {key: statistics.median(some[WARM:]) * 1000 for key, some in taken.items()}, most


def post(clients: Clients, name: str, ledger: Ledger, turn: int) -> float:
    """Seconds of one action, which must have been done."""
    from taizhang.ledger.models import Finding, Measure

    where, said = ACTIONS[name](turn)
    kind, _, rest = where.partition("/")
    model: Any = Measure if kind == "measures" else Finding
    serial = said.get("measure") or said.get("finding") or int(rest.partition("/")[0])
    version = model.objects.values_list("version", flat=True).get(ledger=ledger, serial=serial)
    client = clients.get(name, clients["clerk"])
    start = time.perf_counter()
    response = client.post(f"/ledgers/{ledger.pk}/{where}", {**said, "version": version}, headers={"HX-Request": "true"})
    seconds = time.perf_counter() - start
    assert response.status_code < 400, (name, response.status_code, response.content.decode()[:3000])
    after = model.objects.values_list("version", flat=True).get(ledger=ledger, serial=serial)
    assert after > version or name in UNVERSIONED, (name, response.content.decode()[:3000])
    return seconds


def contact(bureau: Unit) -> User:
    """Who reports for every section of the bureau."""
    from taizhang.accounts.actions import add_user, give_role
    from taizhang.accounts.roles import Role
    from taizhang.journal.append import SYSTEM

    user = add_user(username="contact", name="李强", password="bench", by=SYSTEM, at=installation.AT)
    give_role(user=user, unit=bureau, role=Role.CONTACT, by=SYSTEM, at=installation.AT)
    return user


def change_itself(ledger: Ledger, clerk: User) -> float:
    """Median milliseconds of one change of degree with tallies, sums by day, intervals and its event, behind no page."""
    from taizhang.ledger.actions import report_progress

    some = []
    for turn in range(WARM + RUNS):
        measure = ledger.measures.get(serial=2000 + turn)
        said = {"text": f"第{turn}次", "as_of": installation.AT.date(), "degree": "under_way", "version": measure.version}
        start = time.perf_counter()
        report_progress(subject=measure, **said, by=clerk, at=installation.AT)  # type: ignore[arg-type]
        some.append(time.perf_counter() - start)
    return statistics.median(some[WARM:]) * 1000


def _report(turn: int) -> Posted:
    return f"measures/{turn}/progress/", {"text": f"已完成{turn}处。", "as_of": "2026-11-01", "degree": "under_way"}


def _unit(turn: int) -> Posted:
    return f"findings/{300 + turn}/edit/unit/", {"lead_unit": SECTIONS[turn % 5], "assisting": f"第{turn}片区"}


def _leader(turn: int) -> Posted:
    return f"findings/{400 + turn}/edit/leader/", {"leader": f"第{turn}位副局长"}


def _deadline(turn: int) -> Posted:
    due = date(2027, 1, 1) + timedelta(days=turn)
    return f"findings/{500 + turn}/edit/deadline/", {"deadline": due.isoformat(), "horizon": "限期"}


def _assess(turn: int) -> Posted:
    return "findings/do/assess/", {"finding": 600 + turn, "degree": "under_way"}


def _evidence(turn: int) -> Posted:
    return "measures/do/add_evidence/", {**_measure(turn), "name": "巡检记录", "paper_number": "3号", "paper_place": "档案室"}


def _hand_in(turn: int) -> Posted:
    return "measures/do/hand_in/", {**_measure(turn), "effects": "漏损率降到9%"}


def _countersign(turn: int) -> Posted:
    signed = {"medium": "paper", "name": "王副局长", "capacity": "责任领导", "signed_on": date.today().isoformat()}  # noqa: DTZ011
    return "measures/do/countersign/", {**_measure(turn), **signed}


def _accept(turn: int) -> Posted:
    return "measures/do/accept/", {**_measure(turn), "medium": "screen"}


def _measure(turn: int) -> dict[str, Any]:
    return {"measure": 4000 + turn * 5}


# In this order a measure goes its whole way in one turn.
ACTIONS: dict[str, Callable[[int], Posted]] = {
    "report_progress": _report,
    "assign_unit": _unit,
    "assign_leader": _leader,
    "set_deadline": _deadline,
    "assess": _assess,
    "add_evidence": _evidence,
    "hand_in": _hand_in,
    "countersign": _countersign,
    "accept": _accept,
}

if __name__ == "__main__":
    main()
