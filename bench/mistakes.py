"""Known mistakes to put into good papers, one a copy: each kind says where it stands and which checks should see it."""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from taizhang.checks.parts import STATES, TOTALS
from taizhang.reading import Reading
from taizhang.reading.facts import Claim, Heading
from taizhang.workdays import load

WEEKDAYS = "一二三四五六日"
CHINESE = "零一二三四五六七八九十"
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱许何吕张孔曹严金魏姜", "建国志强秀英晓东桂兰德明文涛海燕玉珍立新"
SLIPS = {
    "部署": "布署",
    "安装": "按装",
    "覆盖": "复盖",
    "台账": "台帐",
    "账户": "帐户",
    "反馈": "反溃",
    "沟通": "勾通",
    "竣工": "峻工",
    "培训": "陪训",
    "竞争": "竟争",
    "情况": "清况",
    "措施": "措失",
    "已经": "己经",
    "签订": "签定",
    "贯彻落实": "贯落实",
}
DISTRICTS = ("滨江", "城南", "东湖", "解放", "人民", "新华")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?!\s*[至到—－~（(])")
_MONTH_DAY = re.compile(r"(?<![\d至到—－~])(\d{1,2})月(\d{1,2})日(?!\s*[至到—－~])")
_FULL_PERIOD = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:至|到)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十]+")


class Copy(NamedTuple):
    """A text with one mistake in it, and where that stands."""

    text: str
    start: int
    end: int
    against: str | None = None


Inject = Callable[[str, Reading, random.Random], Copy | None]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of mistake: its group in the figures, the checks that should see it, and how it is put into a text."""

    name: str
    group: str
    codes: tuple[str, ...]
    inject: Inject


def put(text: str, start: int, end: int, words: str) -> Copy:
    """The text with ``words`` in place of ``text[start:end]``."""
    return Copy(text[:start] + words + text[end:], start, start + len(words))


def said(sentences: Callable[[random.Random], str]) -> Inject:
    """A mistake that is a sentence of its own, at the end of some paragraph."""

    def inject(text: str, _: Reading, rng: random.Random) -> Copy | None:
        places = [match.end() for match in re.finditer(r"[^\n\t]{20,}。(?=\n|$)", text)]
        return put(text, place := rng.choice(places), place, sentences(rng)) if places else None

    return inject


def signed(sentences: Callable[[random.Random], str], head: str = "") -> Inject:
    """A mistake that needs an opening of its own: put at the head of the text."""

    def inject(text: str, _: Reading, rng: random.Random) -> Copy | None:
        return put(text, 0, 0, head + sentences(rng) + "\n")

    return inject


# dates


def impossible_day(text: str, _: Reading, rng: random.Random) -> Copy | None:
    """2月30日, 4月31日 in place of a day that there is."""
    found = _pick(rng, _MONTH_DAY.finditer(text))
    if not found:
        return None
    month = int(found[1]) if found[1] and 1 <= int(found[1]) <= 12 else 2
    last = {2: 30, 4: 31, 6: 31, 9: 31, 11: 31}.get(month, rng.choice((32, 35, 41)))
    return put(text, found.start(), found.end(), f"{month}月{last}日")


def month_thirteen(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = _pick(rng, _MONTH_DAY.finditer(text))
    return put(text, found.start(), found.end(), f"{rng.randint(13, 19)}月{found[2]}日") if found else None


def garbled_year(text: str, _: Reading, rng: random.Random) -> Copy | None:
    """2024月10月15日."""
    found = _pick(rng, _DATE.finditer(text))
    return put(text, found.start(), found.end(), f"{found[1]}月{found[2]}月{found[3]}日") if found else None


def reversed_period(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = _pick(rng, _FULL_PERIOD.finditer(text))
    if not found:
        return None
    year, m1, d1, other, m2, d2 = found.groups()
    later = int(other or year)
    if (later, int(m2), int(d2)) <= (int(year), int(m1), int(d1)):
        return None
    return put(text, found.start(), found.end(), f"{later}年{m2}月{d2}日至{year}年{m1}月{d1}日")


def reversed_days(rng: random.Random) -> str:
    year, month, first = rng.randint(2023, 2026), rng.randint(1, 12), rng.randint(2, 14)
    span = f"{year}年{month}月{first + rng.randint(3, 12)}日至{first}日"
    return rng.choice(("{}，对各县（区）开展实地督导。", "检查组于{}对在建工程进行了抽查。", "公示时间为{}。")).format(span)


def late_inspection(rng: random.Random) -> str:
    """An inspection that ends after it was fed back."""
    start = _day(rng)
    end, feedback = start + timedelta(days=rng.randint(60, 90)), start + timedelta(days=rng.randint(20, 50))
    kind, body, nature = rng.choice((("巡察", "市委第三巡察组", "常规巡察"), ("巡视", "省委第二巡视组", "常规巡视")))
    return (
        f"根据统一部署，{_long(start)}至{_long(end)}，{body}对市水务局党委开展了{nature}，{_long(feedback)}反馈了{kind}意见。"
        "现将整改进展情况予以公布。"
    )


def wrong_window(rng: random.Random) -> str:
    start = _day(rng, 2024, 2026)
    days = rng.choice((5, 7, 10, 15, 20, 30))
    if rng.random() < 0.5:
        unit, end = "个工作日", _working(start, days + rng.choice((-4, -3, 4, 5, 6)))
    else:
        unit, end = "天", start + timedelta(days=days * 2 + rng.randint(5, 9))
    return rng.choice(
        (
            f"公示期为{days}{unit}（{_long(start)}至{_long(end)}）。",
            f"公开期限：{_long(start)}至{_long(end)}（{days}{unit}）。",
            f"公示时间：{_long(start)}至{_long(end)}，共{days}{unit}。",
        )
    )


def wrong_weekday(rng: random.Random) -> str:
    day = _day(rng)
    wrong = WEEKDAYS[(day.weekday() + rng.randint(1, 6)) % 7]
    how = rng.choice(("（星期{}）", "（周{}）", "(星期{})"))
    return f"定于{_long(day)}{how.format(wrong)}召开整改工作推进会。"


def done_in_future(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """Something told as done months after the paper was signed."""
    if not reading.issued_on or len(reading.issued_on) < 10:
        return None
    day = date.fromisoformat(reading.issued_on) + timedelta(days=rng.randint(70, 200))
    sentence = rng.choice(
        (
            f"截至{day.year}年{day.month}月底，已完成改造{rng.randint(10, 60)}公里。",
            f"{_long(day)}召开专题会议，已全部整改到位。",
            f"{day.year}年{day.month}月已组织培训{rng.randint(2, 9)}期。",
            f"有关问题已于{_long(day)}整改完毕。",
        )
    )
    return said(lambda _: sentence)(text, reading, rng)


def plan_before_feedback(rng: random.Random) -> str:
    start = _day(rng)
    feedback = start + timedelta(days=90)
    plan = feedback - timedelta(days=rng.randint(8, 40))
    return (
        f"根据市委统一部署，{_long(start)}至{_long(start + timedelta(days=50))}，市委第三巡察组对市水务局党委开展了常规巡察，"
        f"{_long(feedback)}反馈了巡察意见。{_long(plan)}召开党委会，{rng.choice(('审议通过', '研究制定', '审定'))}整改方案。"
    )


# counts


def wrong_parts(rng: random.Random) -> str:
    a, b, c = rng.randint(20, 90), rng.randint(2, 9), rng.randint(2, 9)
    total = a + b + c + rng.choice((-3, -2, -1, 1, 2, 3, 5))
    n = rng.choice("条项")
    return rng.choice(
        (
            f"截至2026年10月底，{total}{n}整改措施已完成{a}{n}、基本完成{b}{n}、正在推进{c}{n}。",
            f"针对反馈意见提出的{total}{n}整改任务，已整改完成{a}{n}，基本完成{b}{n}，正在推进{c}{n}。",
            f"制定整改措施{total}{n}，其中已完成{a}{n}、基本完成{b}{n}、未完成{c}{n}。",
            f"目前，{total}个问题已整改完成{a}个，正在整改{b + c}个。",
        )
    )


def too_large_part(rng: random.Random) -> str:
    total = rng.randint(12, 60)
    part = total + rng.randint(1, 30)
    thing, counter, kind = rng.choice(
        (
            ("下发督办单", "份", "红色督办单"),
            ("走访用水企业", "家", "重点企业"),
            ("检查在建工程", "处", "市级工程"),
            ("受理群众诉求", "件", "供水类"),
        )
    )
    return rng.choice(
        (f"{thing}{total}{counter}，其中{kind}{part}{counter}。", f"共{thing}{total}{counter}（其中{kind}{part}{counter}）。")
    )


def wrong_money(rng: random.Random) -> str:
    a, b = rng.randint(100, 900) / 10, rng.randint(100, 900) / 10
    total = round(a + b - rng.randint(5, 80) / 10, 1)
    return f"收回资金{total}万元，其中上缴财政{a}万元、统筹使用{b}万元。"


def wrong_rules(rng: random.Random) -> str:
    new, revised = rng.randint(3, 20), rng.randint(2, 15)
    total = new + revised + rng.choice((-2, -1, 1, 2, 4))
    return rng.choice(
        (
            f"建立完善制度{total}项，其中新建{new}项、修订{revised}项。",
            f"共制定修订制度{total}项，其中新制定{new}项，修订{revised}项。",
        )
    )


def wrong_rate(rng: random.Random) -> str:
    total = rng.randint(20, 160)
    done = rng.randint(total // 2, total - 1)
    places = rng.choice((0, 1, 1, 2))
    rate = round(100 * done / total, places)
    wrong = round(rate + rng.choice((-1, 1)) * rng.uniform(1.2, 9), places)
    if wrong > 100:
        wrong = round(rate - rng.uniform(1.2, 9), places)
    printed = f"{wrong:.{places}f}"
    return rng.choice(
        (
            f"{total}条整改措施已完成{done}条，完成率{printed}%。",
            f"共排查隐患{total}处，已整改{done}处，整改率达{printed}%。",
            f"督办事项{total}件，办结{done}件，办结率为{printed}%。",
            f"反馈的{total}个问题，已整改完成{done}个，整改完成率{printed}%。",
        )
    )


def wrong_share(rng: random.Random) -> str:
    total = rng.choice((50, 80, 120, 200, 250, 400))
    part = rng.randint(total // 10, total // 2)
    wrong = round(100 * part / total + rng.choice((-1, 1)) * rng.uniform(1.5, 8), 1)
    return rng.choice(
        (f"受理诉求{total}件，其中供水类{part}件，占{wrong}%。", f"抽查案卷{total}份，其中不规范的{part}份（占{wrong}%）。")
    )


def wrong_other_value(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """A total that is told otherwise where its states are told: alters such a sentence of the text, else brings both."""
    total = next((c for c in reading.claims if c.kind in TOTALS and _states_follow(reading, c.span.end)), None)
    if total and any(c.kind == "aspects" for c in reading.claims) and (digits := re.search(r"\d+", total.quote)):
        start = total.span.start + digits.start()
        wrong = str(int(digits[0]) + rng.choice((-2, -1, 1, 3)))
        return put(text, start, start + len(digits[0]), wrong)
    n, m = rng.randint(8, 30), rng.randint(35, 90)
    wrong_m = m + rng.choice((-3, -2, -1, 1, 2))
    first = f"将反馈意见分解为{rng.randint(3, 6)}个方面{n}个问题，制定整改措施{m}条。"
    later = f"截至目前，{wrong_m}条整改措施已完成{wrong_m - 3}条、基本完成3条。"
    both = said(lambda _: first + later)(text, reading, rng)
    return both._replace(start=both.start + len(first)) if both else None


def altered_state(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """One of the numbers of a paper's own 57条措施已完成50条、基本完成4条、正在推进3条 changed, a rate behind them included."""
    rows = [row for row in _told(reading) if len(row) >= 3]
    if not rows:
        return None
    row = rng.choice(rows)
    claim = rng.choice(row[1:])
    digits = re.search(r"\d+(?:\.\d+)?", claim.quote)
    if not digits:
        return None
    start, end = claim.span.start + digits.start(), claim.span.start + digits.end()
    wrong = f"{float(digits[0]) + rng.choice((-3, 2, 4)):.{len(digits[0].partition('.')[2])}f}"
    return put(text, start, end, wrong)._replace(start=row[0].span.start, end=row[-1].span.end + 2)


def _told(reading: Reading) -> Iterator[list[Claim]]:
    """Totals with the states and the rate that follow in one breath, where they agree."""
    for n, total in enumerate(reading.claims):
        if total.kind not in TOTALS:
            continue
        row = [total]
        for claim in reading.claims[n + 1 :]:
            if claim.kind not in (*STATES, "rate") or claim.span.start - row[-1].span.end > 4:
                break
            row.append(claim)
        if sum(claim.value for claim in row[1:] if claim.kind in STATES) == total.value:
            yield row


def _states_follow(reading: Reading, place: int) -> bool:
    return any(c.kind in STATES and 0 <= c.span.start - place <= 3 for c in reading.claims)


def more_listed(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """Fewer aspects or findings announced than the paper lists."""
    listed = reading.sheet.counts()
    kinds = {"aspects": listed.aspects, "problems": listed.findings}
    announced = [c for c in reading.claims if kinds.get(c.kind) and c.value == kinds[c.kind] and kinds[c.kind] > 2]
    claim = next((c for c in announced if c.kind == rng.choice(("aspects", "problems"))), announced[0] if announced else None)
    if not claim or not (digits := re.search(r"\d+", claim.quote)):
        return None
    start = claim.span.start + digits.start()
    return put(text, start, start + len(digits[0]), str(int(digits[0]) - 1))


def wrong_following(rng: random.Random) -> str:
    n = rng.randint(3, 5)
    done = rng.sample(("改造管网38公里", "安装水表218台", "核查取水口412个", "追缴水费126万元", "修订制度5项", "培训人员85名"), n)
    items = "。".join(f"{CHINESE[k]}是{what}" for k, what in enumerate(done, 1))
    word = rng.choice(("以下{}项工作", "以下{}个方面工作", "以下{}项措施"))
    return f"重点抓好{word.format(CHINESE[n - 1] if rng.random() < 0.6 else n - 1)}：{items}。"


def more_than_etc(rng: random.Random) -> str:
    places = rng.sample(("供水", "消防", "卫生", "交通", "财政", "住建", "公安"), rng.randint(4, 6))
    roads = rng.sample(("滨江路", "解放路", "人民路", "新华路", "东湖路", "城南路"), rng.randint(4, 6))
    return rng.choice(
        (
            f"组织{'、'.join(places)}等{len(places) - 1}个部门开展联合演练。",
            f"优先改造{'、'.join(roads)}等{len(roads) - rng.randint(1, 2)}个路段。",
            f"对{'、'.join(roads)}等{len(roads) - 1}条道路的管网进行检测。",
        )
    )


# numbering


def left_out(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """A heading or item taken out of the middle of its run."""
    run = _run(reading, rng)
    if not run:
        return None
    at = rng.randrange(1, len(run) - 1)
    begin, end = run[at].span.start, run[at + 1].span.start
    if end <= begin:
        return None
    following = run[at + 1]
    short = text[:begin] + text[end:]
    return Copy(short, begin, begin + following.span.end - following.span.start)


def renumbered(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """The last member of a run with the number of the next: 一、二、四."""
    run = _run(reading, rng)
    return _with_number(text, run[-1], len(run) + 1) if run else None


def repeated(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    run = _run(reading, rng)
    return _with_number(text, run[at], at) if run and (at := rng.randrange(2, len(run))) else None


def swapped(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    run = _run(reading, rng)
    if not run:
        return None
    at = rng.randrange(1, len(run) - 1)
    first = _with_number(text, run[at + 1], at + 1)
    both = _with_number(first.text, run[at], at + 2) if first else None
    return both._replace(end=run[at + 1].span.end + 2) if both else None


def _run(reading: Reading, rng: random.Random) -> Sequence[Heading] | None:
    """Three or more headings or items numbered 1, 2, 3 … in one style, side by side."""
    runs = [run for run in _runs(reading.outline) if len(run) >= 3]
    return rng.choice(runs) if runs else None


def _runs(headings: Sequence[Heading]) -> Iterator[list[Heading]]:
    run: list[Heading] = []
    for heading in headings:
        expected = len(run) + 1
        if heading.number and _value(heading.number) == expected and _alike(heading, run):
            run.append(heading)
        else:
            yield run
            run = [heading] if heading.number and _value(heading.number) == 1 else []
    yield run
    for heading in headings:
        yield from _runs(heading.children)


def _alike(heading: Heading, run: list[Heading]) -> bool:
    return not run or _NUMERAL.sub("#", heading.number or "") == _NUMERAL.sub("#", run[-1].number or "")


def _value(number: str) -> int:
    found = _NUMERAL.search(number)
    if not found:
        return 0
    return int(found[0]) if found[0].isdigit() else CHINESE.find(found[0]) if len(found[0]) == 1 else 0


def _with_number(text: str, heading: Heading, value: int) -> Copy | None:
    found = _NUMERAL.search(heading.number or "")
    if not found or value > 10:
        return None
    start = heading.span.start + found.start()
    word = str(value) if found[0].isdigit() else CHINESE[value]
    copy = put(text, start, heading.span.start + found.end(), word)
    return copy._replace(start=heading.span.start, end=heading.span.end)


# people's data


def identity_card(rng: random.Random) -> str:
    digits = (
        rng.choice(("110105", "320106", "440305", "510104"))
        + _day(rng, 1950, 2005).strftime("%Y%m%d")
        + f"{rng.randint(1, 999):03}"
    )
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    number = digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]
    return rng.choice(
        ("补助已发放到户，身份证号{}。", "经核实，当事人（身份证号码：{}）已补缴水费。", "公民身份号码{}的用户已办理过户。")
    ).format(number)


def bank_card(rng: random.Random) -> str:
    body = "62" + "".join(rng.choice("0123456789") for _ in range(rng.choice((13, 16))))
    check = next(d for d in "0123456789" if _luhn(body + d))
    number = body + check
    if rng.random() < 0.3:
        number = " ".join(number[n : n + 4] for n in range(0, len(number), 4))
    return rng.choice(("退款已汇入银行卡{}。", "请将水费缴至账号{}。", "补偿款打入其本人卡号{}。")).format(number)


def _luhn(number: str) -> bool:
    total = 0
    for n, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if n % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mobile(rng: random.Random) -> str:
    number = f"1{rng.choice('3456789')}{rng.randint(0, 999999999):09}"
    if rng.random() < 0.25:
        number = f"{number[:3]}-{number[3:7]}-{number[7:]}"
    return rng.choice(("经电话{}回访，用户表示满意。", "联络员手机{}。", "反映人（{}）要求恢复供水。")).format(number)


def home(rng: random.Random) -> str:
    road, n = rng.choice(DISTRICTS), rng.randint(1, 200)
    place = rng.choice(
        (
            f"{road}路{n}号{rng.randint(1, 9)}栋{rng.randint(1, 4)}单元{rng.randint(1, 9)}0{rng.randint(1, 4)}室",
            f"{road}小区{rng.randint(1, 20)}号楼{rng.randint(1, 4)}单元{rng.randint(101, 904)}室",
        )
    )
    return rng.choice((f"用户家住{place}，已上门更换水表。", f"经查，其家庭住址为{place}。", f"工作人员到{place}现场查看。"))


def complainant(rng: random.Random) -> str:
    name = rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))
    return rng.choice(
        (
            f"举报人{name}反映的问题属实。",
            f"经回访，投诉人{name}，对处理结果表示满意。",
            f"针对居民{name}投诉水压不足的问题，已更换水泵。",
            f"信访人：{name}。",
            f"村民{name}多次上访，已做好解释。",
        )
    )


# gaps, wording, damage


def without(pattern: str, words: str = "") -> Inject:
    """One of the places of a pattern taken out of a plan."""

    def inject(text: str, reading: Reading, rng: random.Random) -> Copy | None:
        if reading.document_kind != "方案":
            return None
        places = list(re.finditer(pattern, text))
        found = rng.choice(places) if len(places) > 3 else None
        if not found:
            return None
        line = text.rfind("\n", 0, found.start()) + 1
        return Copy(text[: found.start()] + words + text[found.end() :], line, found.start() + 1)

    return inject


def unanswered(text: str, reading: Reading, rng: random.Random) -> Copy | None:
    """A plan from which one finding with its measures was left out, against the plan as its feedback."""
    findings = [finding for finding in reading.sheet.findings() if finding.statement and finding.span]
    if reading.document_kind != "方案" or len(findings) < 4:
        return None
    at = rng.randrange(1, len(findings) - 1)
    span, following = findings[at].span, findings[at + 1].span
    if span is None or following is None or re.search(r"\n（[一二三四]）", text[span.start : following.start]):
        return None
    return Copy(text[: span.start] + text[following.start :], 0, len(text), against=text)


def typo(text: str, _: Reading, rng: random.Random) -> Copy | None:
    right = rng.choice([right for right in SLIPS if right in text] or [""])
    found = _pick(rng, re.finditer(right, text)) if right else None
    return put(text, found.start(), found.end(), SLIPS[right]) if found else None


def doubled(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = _pick(rng, re.finditer(r"(?<=[，。、])[一-龥]{4}(?=[一-龥])", text))
    return put(text, found.end(), found.end(), found[0]) if found and len(set(found[0])) == 4 and found[0][0] != "一" else None


def unpaired(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = _pick(rng, re.finditer(r"《[^《》\n]{2,30}》|（[一-龥][^（）\n]{2,30}）|“[^“”\n]{2,30}”", text))
    if not found:
        return None
    line, stop = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    copy = put(text, found.end() - 1, found.end(), "")
    return copy._replace(start=line, end=stop if stop >= 0 else len(copy.text))


def marks(text: str, _: Reading, rng: random.Random) -> Copy | None:
    found = _pick(rng, re.finditer(r"[一-龥]，(?=[一-龥])", text))
    return put(text, found.end(), found.end(), rng.choice(("。", "、", "；"))) if found else None


def _pick(rng: random.Random, found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    places = list(found)
    return rng.choice(places) if places else None


def _day(rng: random.Random, first: int = 2022, last: int = 2026) -> date:
    year, month = rng.randint(first, last), rng.randint(1, 10 if last == 2026 else 12)
    return date(year, month, rng.randint(1, calendar.monthrange(year, month)[1]))


def _working(start: date, days: int) -> date:
    return load().after(start - timedelta(days=1), max(1, days))


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


MISTAKES: tuple[Mistake, ...] = (
    Mistake("impossible day", "dates", ("dates.impossible",), impossible_day),
    Mistake("month thirteen", "dates", ("dates.impossible",), month_thirteen),
    Mistake("garbled year", "dates", ("dates.impossible",), garbled_year),
    Mistake("period reversed", "dates", ("dates.reversed", "dates.inspection_late"), reversed_period),
    Mistake("days reversed", "dates", ("dates.reversed",), said(reversed_days)),
    Mistake("inspection after feedback", "dates", ("dates.inspection_late",), signed(late_inspection)),
    Mistake("window of another length", "dates", ("limits.length",), said(wrong_window)),
    Mistake("wrong weekday", "dates", ("dates.weekday",), said(wrong_weekday)),
    Mistake("done in the future", "dates", ("gaps.future",), done_in_future),
    Mistake("plan before feedback", "dates", ("dates.order",), signed(plan_before_feedback)),
    Mistake("parts and total", "counts", ("parts.sum", "parts.part"), said(wrong_parts)),
    Mistake("number of a state", "counts", ("parts.sum", "parts.part", "rates.ratio", "rates.cut"), altered_state),
    Mistake("part above total", "counts", ("parts.part",), said(too_large_part)),
    Mistake("money above total", "counts", ("parts.sum", "parts.part"), said(wrong_money)),
    Mistake("rules and total", "counts", ("parts.sum", "parts.part"), said(wrong_rules)),
    Mistake("rate", "counts", ("rates.ratio", "rates.cut"), said(wrong_rate)),
    Mistake("share", "counts", ("rates.share",), said(wrong_share)),
    Mistake("two values", "counts", ("counts.two_values", "parts.sum", "parts.part", "rates.ratio"), wrong_other_value),
    Mistake("more listed", "counts", ("counts.more_listed", "counts.two_values"), more_listed),
    Mistake("following", "counts", ("counts.following",), said(wrong_following)),
    Mistake("more than 等N", "counts", ("counts.and_others",), said(more_than_etc)),
    Mistake("number left out", "numbering", ("numbering.gap",), left_out),
    Mistake("last renumbered", "numbering", ("numbering.gap",), renumbered),
    Mistake("number repeated", "numbering", ("numbering.repeat",), repeated),
    Mistake("numbers swapped", "numbering", ("numbering.order", "numbering.gap", "numbering.repeat"), swapped),
    Mistake("identity card", "people", ("people.identity_card",), said(identity_card)),
    Mistake("bank card", "people", ("people.bank_card",), said(bank_card)),
    Mistake("mobile", "people", ("people.mobile",), said(mobile)),
    Mistake("home", "people", ("people.home",), said(home)),
    Mistake("complainant", "people", ("people.complainant",), said(complainant)),
    Mistake("no deadline", "gaps", ("gaps.no_deadline",), without(r"[；，]整改时限：[^；，）]*(?:，[^；）]*)?(?=）)")),
    Mistake("no unit", "gaps", ("gaps.no_unit",), without(r"责任领导：[^；）]*；牵头单位：[^；）]*；")),
    Mistake("item not answered", "gaps", ("answers.unanswered",), unanswered),
    Mistake("typing slip", "wording", ("wording.slip",), typo),
    Mistake("word twice", "wording", ("wording.twice",), doubled),
    Mistake("mark not closed", "wording", ("punctuation.unpaired",), unpaired),
    Mistake("marks side by side", "wording", ("punctuation.side_by_side",), marks),
)
