"""Made-up ledgers of a water bureau for tests of forms: usual, long, with gaps in it, with one large finding, with nothing."""

from dataclasses import replace
from datetime import date
from itertools import count

from taizhang.reports import facts
from taizhang.reports.forms import Approval, CloseOut, Extension, Handed, Handover, Item, Line

DUE = date(2026, 11, 30)
TODAY = date(2026, 11, 22)
WHO = facts.Answers("王建国", "供水科", "财务科、办公室", "2026年11月30日", "限期整改", DUE)
LATE = replace(WHO, deadline="2026年10月31日", due=date(2026, 10, 31))
PROGRESS = "截至11月20日，已更换管网12公里，增设监测点8处，漏损率由14.2%降至10.6%，按月通报各供水单位。"


def measure(number, done, times=1):
    """A measure that is done, or is not."""
    proof = (facts.Evidence(f"{number.replace('.', '-')}-1", "老旧管网改造验收单", "电子件"),) if done else ()
    state, effect = ("完成", "漏损率下降3.6个百分点") if done else ("推进中", "")
    return facts.Measure(
        number, "更换老旧管网", "更换老旧管网，分三批完成改造。", WHO, state, PROGRESS * times, effect, not done, proof
    )  # fmt: skip


def finding(n, measures, closed):
    """A finding with its measures, closed or not."""
    out = facts.CloseOut(date(2026, 10, 8), date(2026, 10, 12), "李卫东", date(2026, 10, 20), "陈晓明", "完成")
    return facts.Finding(
        n, f"老城区{n}号片区管网漏损率偏高", True, ("管网超期服役", "漏损监测点不足，数据不准"), measures, WHO,
        "已销号" if closed else "整改中", not closed, out if closed else facts.CloseOut(),
    )  # fmt: skip


def aspect(title, serials, times=1):
    """An aspect with findings of two measures each."""
    found = [finding(n, (measure(f"{n}.1", True, times), measure(f"{n}.2", n % 2 == 0, times)), n % 2 == 0) for n in serials]
    return facts.Aspect(title, tuple(found))


UNSTATED = facts.Aspect(
    "资金管理方面", (facts.Finding(5, "资金管理方面", False, (), (measure("5.1", True),), WHO, "已销号", False),)
)
ORGANISING = facts.Organising(date(2026, 9, 20), "李卫东", "水党组纪要〔2026〕12号", ("水党组纪要〔2026〕12号",), 2)
OPINIONS = (
    facts.Opinion(
        "市委巡察办", date(2026, 9, 10), "措施2.1不够具体，请写明改造的里程和时限。", "采纳", "已写明里程和时限。", "（问题2）"
    ),
    facts.Opinion("市纪委机关", date(2026, 9, 11), "建议把责任落实到科室。", "", ""),
)
CHANGES = facts.Changes(
    date(2026, 10, 31),
    "2",
    closed=(facts.Change("2", "老城区2号片区管网漏损率偏高", "由“整改中”到“已销号”"),),
    slipped=(facts.Change("1.2", "更换老旧管网", "时限由2026年10月31日推迟到2026年11月30日"),),
)
CONTACT = facts.Contact(
    "0700-8655120", "江岸市滨江路88号市水务局306室", "070099", "zgb@shuiwu.example.com", TODAY, date(2026, 12, 11)
)
VERSION = "数据版本3（截至2026年11月22日，校验码0a1b2c3d）"


def ledger(aspects=None, **changes):
    """The usual ledger: two aspects of findings, measures done and open, one aspect that goes straight to its measure."""
    told = facts.Ledger(
        "2026年巡察整改台账", "市水务局", "巡察反馈问题", TODAY,
        aspects or (aspect("供水保障方面", (1, 2)), aspect("河湖管理方面", (3, 4)), UNSTATED),
        reports_to="市委巡察办", inspected_by="市委第三巡察组", feedback_on=date(2026, 9, 1), concentrated_until=date(2026, 12, 1),
        version=VERSION, organising=ORGANISING, opinions=OPINIONS, changes=CHANGES, contact=CONTACT,
    )  # fmt: skip
    return replace(told, **changes)


def long(findings):
    """A ledger with so many findings, told at length."""
    serials = count(1)
    return ledger(tuple(aspect(f"第{n}片区方面", [next(serials) for _ in range(5)], 4) for n in range(1, findings // 5 + 1)))


def large():
    """A ledger whose one finding has thirty measures, of long words."""
    long_measure = replace(measure("1.1", False, 3), text="更换老旧管网，分三批完成改造，" * 12 + "年底前完成。", answers=LATE)
    measures = tuple(
        replace(long_measure, number=f"1.{n}", left="尚有2个片区未进场", returned=n % 2, extended=1) for n in range(1, 31)
    )
    one = replace(finding(1, measures, False), statement="老城区管网漏损率偏高，" * 20 + "群众反映较多", rebounds=1)
    return ledger((facts.Aspect("供水保障方面", (one,)),))


def bare():
    """A ledger of which nothing is said but what was found: no units, no days, no progress, no snapshot."""
    nothing = facts.Finding(1, "泵站值班制度没有落实", measures=(facts.Measure("1.1", "落实值班", "落实值班。", state="拟定"),))
    told = ledger((facts.Aspect("运行管理方面", (nothing, replace(nothing, serial=2, measures=()))),), version="")
    return replace(
        told, reports_to="", inspected_by="", feedback_on=None, concentrated_until=None, organising=facts.Organising(),
        opinions=(), changes=None, contact=facts.Contact(),
    )  # fmt: skip


def audit():
    """A ledger of an audit: money, something handed on, something advised."""
    found = aspect("预算执行方面", (1, 2))
    money = (facts.Amount("上缴财政", 1_250_000_00, 1_000_000_00), facts.Amount("调账", 30_000_000_00, 30_000_000_00))
    gone = replace(
        finding(3, (), False), state="已移交", is_open=False, transferred=True, settled="市纪委监委，江审移〔2026〕2号",
        accountability=(facts.Accountability("诫勉", 1, 2),),
    )  # fmt: skip
    first = replace(found.findings[0], amounts=money)
    advised = facts.Aspect("审计建议", (replace(finding(4, (measure("4.1", True),), True), statement="健全工程变更审批制度"),))
    return ledger(
        (replace(found, findings=(first, found.findings[1], gone)), advised),
        title="2026年审计整改台账", subject="审计查出问题", inspected_by="市审计局", reports_to="市审计局",
    )  # fmt: skip


def on_site():
    """A ledger of the time on site: items handed over, one done."""
    items = tuple(
        replace(
            finding(n, (measure(f"{n}.1", n == 1),), n == 1), on_site=facts.OnSite(f"立改〔2026〕{n}号", date(2026, 3, 5), "张敏")
        )
        for n in (1, 2)
    )
    return ledger((facts.Aspect("立行立改事项", items),), handed_over=items)


PROOF = "打印时办理记录共128条，校验码0a1b 2c3d 4e5f 6071 8293 a4b5 c6d7 e8f9 0a1b 2c3d。"
APPROVAL = Approval(
    "整改措施完成审签表",
    "市水务局",
    3,
    "张敏",
    TODAY,
    (Item("1.1", "0a1b2c3d", "老城区1号片区管网漏损率偏高", "已更换管网12公里。", "供水科", "1-1-1 验收单", "更换老旧管网"),),
    ("责任领导审签意见",),
    proof=PROOF,
)
CLOSE_OUT = CloseOut(
    "市水务局",
    ledger().aspects[0].findings[0],
    TODAY,
    ("申请单位意见", "责任领导意见", "整改办审核意见"),
    facts.Words(),
    proof=PROOF,
)
EXTENSION = Extension(
    "市水务局",
    2,
    ledger().aspects[0].findings[0],
    replace(measure("1.2", False), extended=1),
    (Line("整改时限", "2026年10月31日", "2026年11月30日"),),
    "汛期不具备停水施工条件，剩余2公里须在汛期结束后进场",
    TODAY,
    "张敏",
    True,
    ("牵头单位意见", "责任领导意见", "整改办意见", "市委巡察办审核意见"),
    facts.Words(),
    proof=PROOF,
)
HANDOVER = Handover(
    "市水务局",
    "2026年巡察整改台账",
    4,
    "责任领导",
    "王建国",
    "赵一鸣",
    "岗位调整",
    TODAY,
    tuple(Handed(f"1.{n}", "更换老旧管网", "推进中", "供水科", "2026年11月30日", PROGRESS) for n in range(1, 6)),
    facts.Words(),
    proof=PROOF,
)
