"""What a policy profile says: one frozen dataclass per section, each field with the name people call it by.

A field that is added later has a default: profiles that ledgers have pinned go on loading, and keep their digest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from taizhang.handwritten import Miswritten, label
from taizhang.profiles.limit import Limit, deadline
from taizhang.workdays import Calendar


class HorizonKind(StrEnum):
    """The kinds of time limit (整改类型)."""

    AT_ONCE = "立行立改"
    BY_DATE = "限期"
    IN_STAGES = "分阶段"
    LASTING = "长期"


class Rhythm(StrEnum):
    """How often a report is due."""

    ONCE = "期满一次"
    MONTHLY = "每月"
    QUARTERLY = "每季度"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"


class ReportStage(StrEnum):
    """The stage of a ledger in which a report is due."""

    CONCENTRATED = "集中整改"
    CONTINUING = "持续整改"
    THROUGHOUT = "整改全程"


class ClosingUnit(StrEnum):
    """What is closed (销号)."""

    FINDING = "问题"
    MANIFESTATION = "具体表现"


class Route(StrEnum):
    """Who has a say before something is closed, after the body itself."""

    INSIDE = "内部审定"
    JOINT_REVIEW = "联合审核"
    RECOGNITION = "审计认定"
    ACCEPTANCE = "验收公示"


class Agreement(StrEnum):
    """How many of the route's bodies must agree."""

    ALL = "全部同意"
    ANY = "任一同意"


class SubstituteRole(StrEnum):
    """Who decides where the office itself leads. Named as the roles of people are."""

    LEADING_GROUP = "领导小组"
    PRINCIPAL = "主要负责人"
    VERIFIER = "监督审核人"


class DegreeKind(StrEnum):
    """How far something has come. Named as the ledger's degrees are."""

    DONE = "完成"
    BASICALLY_DONE = "基本完成"
    UNDER_WAY = "正在推进"
    NOT_STARTED = "未启动"


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What the states of a finding are called."""

    awaiting_plan: str = field(metadata=label("待定方案"))
    under_way: str = field(metadata=label("整改中"))
    awaiting_decision: str = field(metadata=label("待审定"))
    awaiting_verification: str = field(metadata=label("待监督审核"))
    on_notice: str = field(metadata=label("公示中"))
    closed: str = field(metadata=label("已销号"))
    transferred: str = field(metadata=label("已移交"))
    conceded: str = field(metadata=label("认结"))


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """What the states of a measure are called."""

    drafted: str = field(metadata=label("拟定"))
    under_way: str = field(metadata=label("推进中"))
    stage_done: str = field(metadata=label("阶段性完成"))
    awaiting_review: str = field(metadata=label("待审"))
    done: str = field(metadata=label("完成"))
    ended: str = field(metadata=label("终止"))


@dataclass(frozen=True, slots=True)
class Words:
    """What things are called in ledgers of this profile."""

    finding: str = field(metadata=label("问题"))
    manifestation: str = field(metadata=label("具体表现"))
    measure: str = field(metadata=label("整改措施"))
    leader: str = field(metadata=label("责任领导"))
    lead_unit: str = field(metadata=label("牵头单位"))
    assisting: str = field(metadata=label("配合单位"))
    office: str = field(metadata=label("整改办"))
    leading_group: str = field(metadata=label("领导小组"))
    supervisor: str = field(metadata=label("监督单位"))
    start: str = field(metadata=label("起算日"))
    deadline: str = field(metadata=label("时限"))
    horizon: str = field(metadata=label("整改类型"))
    plan: str = field(metadata=label("方案"))
    submit: str = field(metadata=label("申请销号"))
    close: str = field(metadata=label("销号"))
    finding_states: FindingWords = field(metadata=label("问题的状态"))
    measure_states: MeasureWords = field(metadata=label("措施的状态"))


@dataclass(frozen=True, slots=True)
class Degree:
    """One degree of completion: what it is called, and whether it counts toward the 完成率."""

    kind: DegreeKind = field(metadata=label("程度"))
    word: str = field(metadata=label("叫法"))
    counts: bool = field(metadata=label("计入完成率"))


@dataclass(frozen=True, slots=True)
class Horizon:
    """One kind of time limit and its window: later than ``over``, ``within`` at most, both from the profile's first day."""

    kind: HorizonKind = field(metadata=label("类型"))
    word: str = field(metadata=label("叫法"))
    over: Limit | None = field(metadata=label("超过"), default=None)
    within: Limit | None = field(metadata=label("不超过"), default=None)

    def __post_init__(self) -> None:
        if self.over and self.within and self.over.rough_days >= self.within.rough_days:
            raise Miswritten(f"的 over（{self.over}）不比 within（{self.within}）短，没有一天落在中间。请改正。")

    def window(self, start: date, calendar: Calendar) -> tuple[date | None, date | None]:
        """The first and the last day that a deadline of this kind may have; None where the profile is silent."""
        first = deadline(self.over, start, calendar) + timedelta(days=1) if self.over else None
        return first, deadline(self.within, start, calendar) if self.within else None


@dataclass(frozen=True, slots=True)
class Plan:
    """When the plan is due, and who reviews it within what time."""

    due: Limit = field(metadata=label("报送期限"))
    review: Limit | None = field(metadata=label("审核期限"), default=None)
    reviewers: tuple[str, ...] = field(metadata=label("审核单位"), default=())


@dataclass(frozen=True, slots=True)
class Period:
    """How long the concentrated and the continuing period last; a source without such periods leaves them out."""

    concentrated: Limit | None = field(metadata=label("集中整改期"), default=None)
    continuing: Limit | None = field(metadata=label("持续整改最长"), default=None)


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is due again and again in a stage, ``within`` some days after what it reports on has ended."""

    name: str = field(metadata=label("名称"))
    stage: ReportStage = field(metadata=label("阶段"))
    rhythm: Rhythm = field(metadata=label("频次"))
    within: Limit | None = field(metadata=label("期末后报送"), default=None)


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who decides in the office's place where the office itself leads."""

    role: SubstituteRole = field(metadata=label("角色"))
    word: str = field(metadata=label("叫法"))


@dataclass(frozen=True, slots=True)
class Closing:
    """What is closed, along which route, and on which conditions."""

    unit: ClosingUnit = field(metadata=label("销号层级"))
    route: Route = field(metadata=label("路线"))
    substitute: Substitute = field(metadata=label("整改办自己牵头时"))
    at_basically_done: bool = field(metadata=label("基本完成并长期坚持的可以销号"))
    bodies: tuple[str, ...] = field(metadata=label("监督审核单位"), default=())
    agreement: Agreement = field(metadata=label("审核单位的同意"), default=Agreement.ALL)
    notice: Limit | None = field(metadata=label("公示期"), default=None)

    def __post_init__(self) -> None:
        if self.route == Route.INSIDE and (self.bodies or self.notice):
            raise Miswritten(f"的 route 是“{Route.INSIDE}”，没有监督审核和公示。请删去 bodies 和 notice，或改 route。")
        if self.route != Route.INSIDE and not self.bodies:
            raise Miswritten(f"的 route 是“{self.route}”，还缺 bodies：由谁审核，至少写一个单位。")
        if self.route == Route.ACCEPTANCE and not self.notice:
            raise Miswritten(f"的 route 是“{self.route}”，还缺 notice：公示多久。")


@dataclass(frozen=True, slots=True)
class Extension:
    """How often and by how much a deadline may be put off, and whether the supervising body must agree."""

    times: int = field(metadata=label("最多次数", high=20, counter="次"))
    by_supervisor: bool = field(metadata=label("须报监督单位同意"))
    longest: Limit | None = field(metadata=label("每次最长"), default=None)


@dataclass(frozen=True, slots=True)
class Lamps:
    """From how many days before the deadline something is near (蓝) and pressing (黄): calendar days, or working days."""

    soon: int = field(metadata=label("蓝灯：到期前", high=365, counter="天"))
    yellow: int = field(metadata=label("黄灯：到期前", high=365, counter="天"))
    working: bool = field(metadata=label("按工作日计算"), default=False)

    def __post_init__(self) -> None:
        if self.yellow > self.soon:
            raise Miswritten(f"的 yellow（{self.yellow}）比 soon（{self.soon}）早。蓝灯在先、黄灯在后，请改正。")


@dataclass(frozen=True, slots=True)
class LookBack:
    """When what is closed is looked at again, and how often standing and conceded items are confirmed."""

    after: tuple[Limit, ...] = field(metadata=label("销号后回头看"))
    confirm_every: Limit = field(metadata=label("长期坚持事项确认，每隔"))
    conceded_every: Limit = field(metadata=label("客观无法整改事项复核，每隔"))


@dataclass(frozen=True, slots=True)
class Grade:
    """One answer of a 满意度测评: its weight in percent, and whether it is a valid vote."""

    word: str = field(metadata=label("选项"))
    weight: int = field(metadata=label("权重", high=100, counter="%"))
    valid: bool = field(metadata=label("计为有效票"))


@dataclass(frozen=True, slots=True)
class CheckOff:
    """A check that papers of this source are spared, and why: its code, or the name of a whole family."""

    code: str = field(metadata=label("代号"))
    reason: str = field(metadata=label("理由", longest=200))


@dataclass(frozen=True, slots=True)
class Profile:
    """The policy of one kind of source: words, limits and route. A ledger pins the digest of its own."""

    code: str = field(metadata=label("代号", longest=20))
    name: str = field(metadata=label("名称"))
    english: str = field(metadata=label("英文名称"))
    sources: tuple[str, ...] = field(metadata=label("适用来源"))
    words: Words = field(metadata=label("用词"))
    degrees: tuple[Degree, ...] = field(metadata=label("完成程度"))
    horizons: tuple[Horizon, ...] = field(metadata=label("整改类型和时限"))
    plan: Plan = field(metadata=label("方案"))
    period: Period = field(metadata=label("整改期"))
    reports: tuple[Report, ...] = field(metadata=label("报告"))
    closing: Closing = field(metadata=label("销号"))
    extension: Extension = field(metadata=label("延期"))
    lamps: Lamps = field(metadata=label("预警"))
    look_back: LookBack = field(metadata=label("回头看"))
    satisfaction: tuple[Grade, ...] = field(metadata=label("满意度测评"), default=())
    checks_off: tuple[CheckOff, ...] = field(metadata=label("不做的校核"), default=())

    def __post_init__(self) -> None:
        _once("sources", self.sources)
        _once("horizons", (horizon.kind for horizon in self.horizons))
        _once("reports", (report.name for report in self.reports))
        _once("satisfaction", (grade.word for grade in self.satisfaction))
        _once("checks_off", (check.code for check in self.checks_off))
        if [degree.kind for degree in self.degrees] != list(DegreeKind):
            raise Miswritten(f"“degrees”应当依次是{'、'.join(DegreeKind)}，各写一次。请补上或改正。")
        if not self.degrees[0].counts:
            raise Miswritten("“degrees”里的“完成”必须计入完成率。请把它的 counts 改成 true。")

    def horizon(self, kind: str) -> Horizon | None:
        """The profile's window for a kind of time limit; None where it has none."""
        return next((horizon for horizon in self.horizons if horizon.kind == kind), None)

    def degree(self, kind: DegreeKind) -> Degree:
        """What the profile says about a degree."""
        return next(degree for degree in self.degrees if degree.kind == kind)


def _once(key: str, names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise Miswritten(f"“{key}”里的“{name}”写了 {times} 次。每种只能写一次，请删去多余的。")
