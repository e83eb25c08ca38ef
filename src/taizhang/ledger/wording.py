"""What a ledger's profile calls states, degrees and kinds of time limit: its own words, translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from taizhang.ledger.states import Degree, FindingState, MeasureState
from taizhang.profiles import Profile
from taizhang.profiles.shape import DegreeKind

N_ = str  # marks words that are translated where they are shown

# What the profiles that come with the product say: a copy's own words are shown as people wrote them.
SHIPPED_WORDS = (
    *(N_("巡视巡察"), N_("审计"), N_("环保督察"), N_("自查（含民主生活会）"), N_("督办事项"), N_("创建"), N_("风险排查")),
    *(N_("问题"), N_("创建指标"), N_("风险点")),
    *(N_("具体表现"), N_("问题事项"), N_("整改点位"), N_("子项"), N_("测评要点"), N_("表现形式")),
    *(N_("整改措施"), N_("措施"), N_("办理措施"), N_("创建措施"), N_("防控措施")),
    *(N_("责任领导"), N_("牵头单位"), N_("责任单位"), N_("责任科室"), N_("承办单位")),
    *(N_("配合单位"), N_("配合科室"), N_("协办单位")),
    *(N_("整改办"), N_("督查室"), N_("创建办"), N_("风险防控办")),
    *(N_("巡察整改工作领导小组"), N_("审计整改工作领导小组"), N_("督察整改工作领导小组"), N_("整改工作领导小组")),
    *(N_("领导班子"), N_("创建工作领导小组"), N_("风险防控工作领导小组")),
    *(N_("巡察办"), N_("审计机关"), N_("生态环境保护督察整改办"), N_("机关纪委"), N_("交办单位"), N_("测评单位")),
    *(N_("纪检监察机关"), N_("组织部门"), N_("派驻纪检监察组"), N_("负责验收的主管部门"), N_("生态环境部门")),
    *(N_("满意"), N_("基本满意"), N_("不满意"), N_("不了解")),
    *(N_("收到反馈意见之日"), N_("审计报告送达之日"), N_("收到督察报告之日"), N_("问题清单审定之日")),
    *(N_("交办之日"), N_("创建方案印发之日"), N_("排查结果审定之日")),
    *(N_("整改时限"), N_("办理时限"), N_("达标时限"), N_("防控时限")),
    *(N_("整改类型"), N_("办理类型"), N_("任务类型"), N_("防控类型")),
    *(N_("整改方案"), N_("办理方案"), N_("创建方案"), N_("防控方案")),
    *(N_("申请销号"), N_("申请办结"), N_("申请达标"), N_("申请解除")),
    *(N_("销号"), N_("办结"), N_("达标"), N_("解除")),
    *(N_("待定方案"), N_("待定办理方案"), N_("整改中"), N_("办理中"), N_("创建中"), N_("防控中"), N_("待审定")),
    *(N_("待监督审核"), N_("待审计认定"), N_("待验收"), N_("待交办单位审核"), N_("公示中")),
    *(N_("已销号"), N_("已办结"), N_("已达标"), N_("已解除"), N_("已移交"), N_("认结")),
    *(N_("拟定"), N_("推进中"), N_("阶段性完成"), N_("待审"), N_("完成"), N_("终止")),
    *(N_("基本完成"), N_("正在推进"), N_("未启动")),
    *(N_("立行立改"), N_("急件"), N_("立即办理"), N_("立即防控")),
    *(N_("一定时限内解决"), N_("限期整改"), N_("限期办理"), N_("限期达标"), N_("限期防控")),
    *(N_("分阶段推进"), N_("分阶段整改"), N_("分阶段办理"), N_("分年度推进"), N_("分阶段防控")),
    *(N_("长期坚持"), N_("持续整改"), N_("常态保持"), N_("常态防控")),
    *(N_("整改进展月报"), N_("整改进展情况报告"), N_("主要负责人组织落实情况报告"), N_("持续整改季报")),
    *(N_("审计整改月报"), N_("审计整改情况报告"), N_("整改进展月调度"), N_("督察整改情况报告")),
    *(N_("整改落实情况"), N_("办理进展"), N_("创建进展"), N_("风险防控评估")),
)


def finding_words(profile: Profile) -> dict[FindingState, str]:
    """What the states of a finding are called, in the order of its life."""
    return {state: getattr(profile.words.finding_states, state) for state in FindingState}


def measure_words(profile: Profile) -> dict[MeasureState, str]:
    """What the states of a measure are called, in the order of its life."""
    return {state: getattr(profile.words.measure_states, state) for state in MeasureState}


def degree_words(profile: Profile) -> dict[Degree, str]:
    """What the degrees are called, from the highest down."""
    return {degree: profile.degree(kind).word for degree, kind in zip(Degree, DegreeKind, strict=True)}


def horizon_words(profile: Profile, kinds: Mapping[str, str]) -> dict[str, str]:
    """What ``kinds`` of time limit (by value, with their usual words) are called; one that the profile lacks keeps its word."""
    return {kind: held.word if (held := profile.horizon(kind)) else word for kind, word in kinds.items()}


def short(word: str) -> str:
    """A word as it stands in a line of numbers: 措施 for 整改措施."""
    return word.removeprefix("整改") or word
