"""A made-up ledger for tests of forms: two aspects, findings of every kind, measures done and open."""

from datetime import date
from itertools import count

from taizhang.reports import facts
from taizhang.reports.forms import Opinion, Opinions, Plan
from taizhang.reports.forms.approval import Approval, Item
from taizhang.reports.forms.close_out import CloseOut

WHO = facts.Answers("王建国", "供水科", "财务科、办公室", "2026年11月30日", "限期整改")
TODAY = date(2026, 11, 22)


def measure(number, done, times=1):
    """A measure that is done, or is not."""
    proof = (facts.Evidence(f"{number.replace('.', '-')}-1", "老旧管网改造验收单", "电子件"),) if done else ()
    progress = "截至11月20日，已更换管网12公里，增设监测点8处，漏损率由14.2%降至10.6%，按月通报各供水单位。" * times
    state, effect = ("完成", "漏损率下降3.6个百分点") if done else ("推进中", "")
    return facts.Measure(number, "更换老旧管网", "更换老旧管网，分三批完成改造。", WHO, state, progress, effect, not done, proof)


def aspect(title, serials, times=1):
    """An aspect with findings of two measures each, the last of all without a statement of its own."""
    found = [
        facts.Finding(
            n, f"老城区{n}号片区管网漏损率偏高", True, ("管网超期服役", "漏损监测点不足，数据不准"),
            (measure(f"{n}.1", True, times), measure(f"{n}.2", n % 2 == 0, times)), WHO, "已销号" if n % 2 == 0 else "整改中",
        )
        for n in serials
    ]  # fmt: skip
    return facts.Aspect(title, tuple(found))


UNSTATED = facts.Aspect("资金管理方面", (facts.Finding(5, "资金管理方面", False, (), (measure("5.1", True),), WHO, "已销号"),))


def ledger(aspects=None):
    """The ledger."""
    return facts.Ledger(
        "2026年巡察整改台账", "市水务局", "巡察反馈问题", TODAY,
        aspects or (aspect("供水保障方面", (1, 2)), aspect("河湖管理方面", (3, 4)), UNSTATED),
        reports_to="市委巡察办", inspected_by="市委第三巡察组", feedback_on=date(2026, 9, 1), concentrated_until=date(2026, 12, 1),
    )  # fmt: skip


def long(findings):
    """A ledger with so many findings, told at length."""
    serials = count(1)
    return ledger(tuple(aspect(f"第{n}片区方面", [next(serials) for _ in range(5)], 4) for n in range(1, findings // 5 + 1)))


DUTIES = (facts.Duty("王建国", "供水科", "财务科、办公室", ("1", "2"), ("1.1", "1.2", "2.1"), "2026年11月30日"),)
PLAN = Plan(ledger(), DUTIES, date(2026, 9, 20))
OPINIONS = Opinions(
    "市水务局",
    "整改方案",
    (
        Opinion(
            "市委巡察办",
            date(2026, 9, 10),
            "措施2.1不够具体，请写明改造的里程和时限。",
            "采纳",
            "已写明里程和时限。",
            "（问题2）",
        ),
        Opinion("市纪委机关", date(2026, 9, 11), "建议把责任落实到科室。", "", ""),
    ),
)
APPROVAL = Approval(
    "整改措施完成审签表",
    "市水务局",
    3,
    "张敏",
    TODAY,
    (Item("1.1", "0a1b2c3d", "老城区1号片区管网漏损率偏高", "已更换管网12公里。", "供水科", "1-1-1 验收单", "更换老旧管网"),),
    ("责任领导审签意见",),
)
CLOSE_OUT = CloseOut(
    "市水务局", ledger().aspects[0].findings[0], TODAY, ("申请单位意见", "责任领导意见", "整改办审核意见"), facts.Words()
)
