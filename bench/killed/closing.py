"""A batch of findings applied for, decided, endorsed and agreed to by every body of the route: each step one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from bench import installation
from bench.killed import people
from bench.killed.job import AT, Facts, Found, of_ledger

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger

FINDINGS = 4
BODIES = ("市委巡察办", "市纪委监委", "市委组织部")
MEETING = "党组会〔2026〕18号"


class Closing:
    """The close-out of all findings of a ledger in one batch."""

    def prepare(self, n: int) -> Facts:
        """A ledger whose measures are all accepted."""
        from taizhang.ledger import actions
        from taizhang.ledger.rerouting import RouteBody, bodies_now

        clerk, sheet = people.whoever("clerk"), people.led_by_one(installation.sheet(FINDINGS, measures_each=1))
        opening = installation.opening(people.bureau())
        ledger = actions.adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=AT)
        bodies = [RouteBody(name, None) for name in BODIES]
        actions.set_bodies(ledger=ledger, bodies=bodies, seen=bodies_now(ledger), by=clerk, at=AT)
        people.complete(ledger)
        return {"ledger": ledger.pk}

    def run(self, facts: Facts) -> Iterator[str]:
        """Every batch in its turn; whoever comes again is refused what is done."""
        from taizhang.ledger.models import Ledger

        ledger = Ledger.objects.get(pk=facts["ledger"])
        for name, act in _acts(ledger):
            if act().done:
                yield name

    def found(self, facts: Facts) -> Found:
        """Events and signatures of each batch, and the one state in which all findings stand."""
        from taizhang.journal.models import Event
        from taizhang.ledger.models import Ledger

        found, ledger = Found(), Ledger.objects.get(pk=facts["ledger"])
        events = Event.objects.filter(log__key=ledger.log_key, name__startswith="finding:")
        for name in ("submit", "decide", "endorse"):
            found.step(name, events.filter(name=f"finding:{name}").count(), of=FINDINGS)
        for body in BODIES:
            found.step(f"agree:{body}", ledger.signatures.filter(action="agree", body=body).count(), of=FINDINGS)
        for name in ("decide", "endorse"):
            found.step(f"{name} signed", ledger.signatures.filter(action=name).count(), of=FINDINGS)
        agreed = sum(f"agree:{body}" in found.done for body in BODIES)
        if events.filter(name="finding:agree").count() != agreed * FINDINGS:
            found.half.append("agree: events and signatures")
        if ledger.findings.order_by().values("state", "decided_on", "closed_on").distinct().count() != 1:
            found.half.append("findings in several states")
        of_ledger(found, ledger)
        return found


def _acts(ledger: Ledger) -> Iterator[tuple[str, Callable[[], Any]]]:
    from taizhang.ledger import actions

    rows: dict[str, Any] = {"findings": list(ledger.findings.order_by("serial")), "at": AT}
    yield "submit", lambda: actions.submit(by=people.whoever("contact"), **rows)
    yield "decide", lambda: actions.decide(meeting=MEETING, by=people.whoever("leading_group"), **rows)
    yield "endorse", lambda: actions.endorse(by=people.whoever("principal"), **rows)
    clerk = people.whoever("clerk")
    for body in ledger.supervising_bodies.order_by("position"):
        paper = actions.Paper(f"{body.name}的人", body.name, "主任", AT.date())
        yield (
            f"agree:{body.name}",
            lambda body=body, paper=paper: actions.agree(degree="done", body=body, paper=paper, by=clerk, **rows),  # type: ignore[misc]
        )
