"""Two measures that were issued, with everybody who works on them, and the way of the first: every step a real action."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from taizhang.accounts.models import User
from taizhang.ledger import actions
from taizhang.ledger.actions import Given
from taizhang.ledger.models import Ledger, Measure
from tests.conftest import AT

PROOF = Given("竣工验收报告", None, "水务验〔2026〕3号", "档案室3柜")
SOON = AT.date() + timedelta(days=30)


@dataclass
class Work:
    """A ledger whose plan is approved: the water section leads, 王建国 answers for it."""

    ledger: Ledger
    office: User
    contact: User
    leader: User
    at: datetime = AT

    @property
    def measure(self) -> Measure:
        """The first measure as it stands: 更换老旧管网, which asks for a 验收报告."""
        return self.ledger.measures.get(serial=1)

    @property
    def lasting(self) -> Measure:
        """The second as it stands: 增设监测点, 长期坚持."""
        return self.ledger.measures.get(serial=2)

    @property
    def day(self) -> date:
        """The day on which steps are taken."""
        return self.at.date()

    def later(self, **more):
        """The same some time later."""
        return replace(self, at=self.at + timedelta(**more))

    def proved(self, *measures, proof=PROOF):
        """Evidence in every slot of the first measure, or of those."""
        for measure in measures or [self.measure]:
            for slot in measure.slots.all() or [None]:
                self.add(measure, slot=slot, files=[proof])
        return self

    def add(self, measure=None, **more):
        return actions.add_evidence(
            **{"measures": [measure or self.measure], "files": [PROOF], "by": self.contact, "at": self.at, **more}
        )

    def hand_in(self, *measures, **more):
        return actions.hand_in(
            **{"measures": measures or [self.measure], "effects": "漏损率降到9%", "by": self.contact, "at": self.at, **more}
        )

    def countersign(self, *measures, **more):
        return actions.countersign(**{"measures": measures or [self.measure], "by": self.leader, "at": self.at, **more})

    def accept(self, *measures, **more):
        return actions.accept(**{"measures": measures or [self.measure], "by": self.office, "at": self.at, **more})

    def give_back(self, *measures, **more):
        said = {"reason": "缺少前后对比照片", "new_date": SOON, "by": self.office, "at": self.at, **more}
        return actions.return_measures(measures=measures or [self.measure], **said)

    def handed_in(self, *measures):
        assert not self.proved(*measures).hand_in(*measures).refused
        return self

    def countersigned(self, *measures):
        assert not self.handed_in(*measures).countersign(*measures).refused
        return self

    def accepted(self, *measures):
        assert not self.countersigned(*measures).accept(*measures).refused
        return self


def whys(outcome):
    """The reasons of what a batch refused."""
    return [why for _, why in outcome.refused]
