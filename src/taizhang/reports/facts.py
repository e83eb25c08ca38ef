"""What forms say of a ledger: plain data, in the words that people read, filled in by whoever has a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Words:
    """What things are called in this ledger."""

    finding: str = "问题"
    manifestation: str = "具体表现"
    measure: str = "整改措施"
    leader: str = "责任领导"
    lead_unit: str = "牵头单位"
    assisting: str = "配合单位"
    deadline: str = "整改时限"
    horizon: str = "整改类型"
    at_once: str = "立行立改"
    office: str = "整改办"
    leading_group: str = "领导小组"
    supervisor: str = "监督单位"
    plan: str = "整改方案"
    close: str = "销号"
    under_way: str = "整改中"  # of findings
    in_hand: str = "推进中"  # of measures
    stage_done: str = "阶段性完成"
    ended: str = "终止"


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers for something and by when, as papers write it; ``due`` is the day where one is named."""

    leader: str = ""
    lead_unit: str = ""
    assisting: str = ""
    deadline: str = ""
    horizon: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: its number 1-1-1, what it is, where it is kept."""

    number: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its number 3.1, what is to be done, how far it has come.

    ``left`` is what is left after a stage was completed; ``returned`` and ``extended`` how many times it was sent back or got
    more time; ``lasting`` that it goes on for good (长期坚持).
    """

    number: str
    title: str
    text: str
    answers: Answers = Answers()
    state: str = ""
    progress: str = ""
    effect: str = ""
    is_open: bool = True
    evidence: tuple[Evidence, ...] = ()
    left: str = ""
    returned: int = 0
    extended: int = 0
    lasting: bool = False

    def late_by(self, day: date) -> int:
        """How many days it is late on ``day``: none where it is done, or no day is named."""
        due = self.answers.due
        return (day - due).days if self.is_open and due and due < day else 0


@dataclass(frozen=True, slots=True)
class Amount:
    """Money of one kind (上缴财政 …) in fen: what was found, and how much of it is put right."""

    kind: str
    found: int
    rectified: int


@dataclass(frozen=True, slots=True)
class Accountability:
    """How many organisations and people were held to account in one way: numbers only."""

    kind: str
    organisations: int
    people: int


@dataclass(frozen=True, slots=True)
class OnSite:
    """An item handed over before any feedback: the number of its notice, when, who received it."""

    notice: str
    handed_over_on: date
    received_by: str = ""


@dataclass(frozen=True, slots=True)
class CloseOut:
    """How the close-out of a finding went: applied for, decided, agreed to; who signed; how far it was recognised."""

    applied_on: date | None = None
    decided_on: date | None = None
    decided_by: str = ""
    closed_on: date | None = None
    closed_by: str = ""
    degree: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with its measures. Without a statement of its own (``stated``) it is counted nowhere.

    ``waits_for`` is who is to move next and how; ``settled`` to whom it was handed on, or who consented that it cannot be put
    right; ``rebounds`` how many times it came back after it was closed, ``returned`` how many times its close-out was sent back.
    """

    serial: int
    statement: str
    stated: bool = True
    manifestations: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    answers: Answers = Answers()
    state: str = ""
    is_open: bool = True
    close_out: CloseOut = CloseOut()
    waits_for: str = ""
    rebounds: int = 0
    returned: int = 0
    settled: str = ""
    transferred: bool = False
    amounts: tuple[Amount, ...] = ()
    accountability: tuple[Accountability, ...] = ()
    on_site: OnSite | None = None


@dataclass(frozen=True, slots=True)
class Aspect:
    """A group of findings."""

    title: str
    findings: tuple[Finding, ...]

    @property
    def advises(self) -> bool:
        """Whether it holds what was advised (审计建议, 意见建议) rather than found."""
        return self.title.removesuffix("方面").endswith("建议")


class Task(NamedTuple):
    """A measure with what it stands under."""

    aspect: Aspect
    finding: Finding
    measure: Measure


@dataclass(frozen=True, slots=True)
class Organising:
    """How the work is organised, as far as the ledger knows: the plan's approval, meetings cited, what was signed."""

    approved_on: date | None = None
    approved_by: str = ""
    meeting: str = ""
    meetings: tuple[str, ...] = ()
    endorsed: int = 0  # findings whose close-out the head of the body signed for (签字背书)


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion on the plan: of whom, when, on what, and the answer."""

    body: str
    given_on: date
    text: str
    reply: str
    why: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was in an earlier snapshot: its number, what it is, what became of it."""

    number: str
    what: str
    said: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an earlier snapshot: closed, back after closing, now late, otherwise moved on."""

    since: date
    version: str
    closed: tuple[Change, ...] = ()
    reopened: tuple[Change, ...] = ()
    slipped: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Where the public may turn to, from when until when."""

    phone: str = ""
    address: str = ""
    postcode: str = ""
    email: str = ""
    open_from: date | None = None
    open_until: date | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as of a day. ``subject`` is what is put right, as in titles (巡察反馈问题); ``reports_to`` who is reported to.

    ``version`` names the snapshot (数据版本) that all of it is from; ``handed_over`` are the items of the time on site, whether
    or not they were merged into findings since.
    """

    title: str
    body: str
    subject: str
    as_of: date
    aspects: tuple[Aspect, ...]
    words: Words = Words()
    reports_to: str = ""
    inspected_by: str = ""
    feedback_on: date | None = None
    concentrated_until: date | None = None
    stamp: str = ""
    version: str = ""
    organising: Organising = Organising()
    opinions: tuple[Opinion, ...] = ()
    handed_over: tuple[Finding, ...] = ()
    changes: Changes | None = None
    contact: Contact = Contact()

    def findings(self) -> Iterator[tuple[Aspect, Finding]]:
        """The findings that have a statement, each with its aspect."""
        return ((aspect, finding) for aspect in self.aspects for finding in aspect.findings if finding.stated)

    def tasks(self) -> Iterator[Task]:
        """Every measure."""
        return (Task(a, finding, measure) for a in self.aspects for finding in a.findings for measure in finding.measures)

    def open_tasks(self) -> list[Task]:
        """The measures that are still to be carried out."""
        return [task for task in self.tasks() if task.measure.is_open]

    def late_tasks(self) -> list[Task]:
        """Those of them that are late, the longest first."""
        late = [task for task in self.open_tasks() if task.measure.late_by(self.as_of)]
        return sorted(late, key=lambda task: -task.measure.late_by(self.as_of))

    def finding_states(self) -> Counter[str]:
        """How many findings are being put right, and how many are done with in which way; whose turn it is is not told."""
        return Counter(self.words.under_way if one.is_open else one.state for _, one in self.findings())

    def measure_states(self) -> Counter[str]:
        """How many measures are in hand, how many are done in which way."""
        return Counter(self._state(task.measure) for task in self.tasks())

    def _state(self, measure: Measure) -> str:
        told = not measure.is_open or measure.state == self.words.stage_done
        return measure.state if told else self.words.in_hand
