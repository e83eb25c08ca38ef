"""A body with everybody whom a close-out needs, and the way of a finding there: every step a real action."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from taizhang.ledger import actions
from taizhang.ledger.actions import Given, Paper
from taizhang.ledger.models import Finding, Ledger
from taizhang.ledger.states import MeasureState
from taizhang.profiles import shipped
from tests.conftest import AT

MEETING = "党组会〔2026〕18号"
DAY = AT.date()


def paper(name, unit_name="市水务局", on=DAY, **more):
    """A decision signed on paper."""
    return Paper(name, unit_name, more.pop("capacity", "副局长"), on, **more)


@dataclass
class Way:
    """One ledger with its people, and the steps of a close-out taken by whom they are for."""

    ledger: Ledger
    people: dict[str, Any]
    at: datetime = AT
    again: dict[str, Any] = field(default_factory=dict)

    @property
    def finding(self) -> Finding:
        """The ledger's first finding as it stands, with two manifestations and two measures."""
        return self.ledger.findings.get(serial=1)

    @property
    def findings(self) -> list[Finding]:
        """All findings of the ledger."""
        return list(self.ledger.findings.order_by("serial"))

    def later(self, days):
        """The same some days later."""
        return replace(self, at=self.at + timedelta(days=days))

    @property
    def day(self) -> date:
        """The day on which steps are taken."""
        return self.at.date()

    def completed(self):
        """All measures done, as handed in, countersigned and accepted."""
        measures = list(self.ledger.measures.exclude(state=MeasureState.DONE))
        leader, proof = paper("王副局长", on=self.day), Given("验收单", None, "水务〔2026〕3号", "档案室3柜")
        actions.add_evidence(measures=measures, files=[proof], by=self.people["contact"], at=self.at)
        actions.hand_in(measures=measures, effects="已整改到位", by=self.people["contact"], at=self.at)
        actions.countersign(measures=measures, paper=leader, by=self.people["office"], at=self.at)
        assert not actions.accept(measures=measures, by=self.people["office"], at=self.at).refused
        return self

    def submit(self, findings=None):
        return actions.submit(findings=findings or [self.finding], by=self.people["contact"], at=self.at)

    def decide(self, findings=None, **more):
        return actions.decide(
            **{
                "findings": findings or [self.finding],
                "meeting": MEETING,
                "by": self.people["leading_group"],
                "at": self.at,
                **more,
            }
        )

    def endorse(self, findings=None, **more):
        return actions.endorse(**{"findings": findings or [self.finding], "by": self.people["principal"], "at": self.at, **more})

    def agree(self, body=None, findings=None, **more):
        """Agreed to by a body of the route, by its name, on paper; without one on screen by the verifier."""
        said = {"degree": "done", "body": None, "by": self.people["verifier"], **more}
        if body:
            bodies = {one.name: one for one in self.ledger.supervising_bodies.all()}
            said |= {"paper": paper(f"{body}的人", body, self.day), "by": self.people["office"], "body": bodies[body], **more}
        return actions.agree(findings=findings or [self.finding], at=self.at, **said)

    def give_back(self, by="leading_group", **more):
        wanted = {"reason": "佐证不足", "new_date": self.day + timedelta(days=20), "by": self.people[by], "at": self.at, **more}
        return actions.return_findings(findings=[self.finding], **wanted)

    def endorsed(self):
        """Applied for, decided and endorsed: with the bodies of the route, or closed inside."""
        for step in (self.completed().submit, self.decide, self.endorse):
            assert not step().refused
        return self


def way(code, *, clerk, sheet, opening, person, units, profile=None):
    """A ledger kept by the profile of that code, every finding led by the water section."""
    opening = replace(opening, profile=profile or shipped(code))
    ledger = actions.adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=AT)
    for finding in ledger.findings.all():
        actions.assign(
            subject=finding, lead_unit=units["供水科"], leader="王副局长", assisting="", version=finding.version, by=clerk, at=AT
        )
    people = {
        "office": clerk,
        "contact": person("contact", "供水科", "赵联络"),
        "leading_group": person("leading_group", "市水务局", "周组长"),
        "principal": person("principal", "市水务局", "吴局长"),
        "verifier": person("verifier", "市委巡察办", "孙审核"),
    }
    return Way(ledger, people)
