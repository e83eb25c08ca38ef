"""Mistakes in numbers: parts, rates, announcements."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from bench.mistakes.putting import Copy, Mistake, put, said
from taizhang.checks.parts import STATES, TOTALS
from taizhang.reading import Reading
from taizhang.reading.facts import Claim

CHINESE = "零一二三四五六七八九十"


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


MISTAKES = (
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
)
