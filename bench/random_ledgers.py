"""Random ledgers with texts as people and machines write them: what goes out to Excel must come back as it was."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from bench.installation import AT
from taizhang.sheet import Aspect, Deadline, Finding, Manifestation, Measure, Responsibility, Sheet

if TYPE_CHECKING:
    from taizhang.accounts.models import User
    from taizhang.ledger.actions import Opening
    from taizhang.ledger.models import Ledger

WORDS = (
    *(
        "管网漏损率偏高",
        "巡检记录不完整",
        "更换老旧管网",
        "按月核对",
        "（一）供水保障方面",
        "1.",
        "①",
        "一是",
        "长期坚持",
        "注：",
        "合计",
    ),
    *(
        "=1+1",
        "'0012",
        "00012",
        "1e5",
        "TRUE",
        "1.50",
        "2026-06-30",
        "6月底前",
        "_x0041_",
        "_x000D_",
        "#N/A",
        "@甲",
        "+86",
        "-5",
        "taizhang",
    ),
    *(
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\x0b",
        "\u200b",
        "\u3000",
        "\xa0",
        "…",
        "“”",
        "·",
        "①②",
        "𠮷",
        "😀",
        "é",
        "e\u0301",
        "ａｂｃ",
        "％",
    ),
)
STATES = (None, "已完成", "基本完成", "正在推进", "未启动", "长期坚持")
HORIZONS = (None, "立行立改", "限期", "分阶段", "长期")
DEADLINES = ("立行立改，长期坚持", "2026年6月底前", "按季推进", "  6月30日 ")
LONGEST = 33_000


def sheet(random: Random, units: tuple[str, ...]) -> Sheet:
    """A Sheet of some aspects, findings and measures, whatever stands in them."""
    return Sheet(text(random), tuple(_aspect(random, units) for _ in range(random.randint(1, 3))))


def ledger(random: Random, clerk: User, opening: Opening, units: tuple[str, ...]) -> Ledger:
    """A ledger adopted from such a Sheet; some of it assigned and told of since."""
    from taizhang.ledger import actions
    from taizhang.ledger.actions import ProgressTold

    made = actions.adopt(
        opening=opening,
        sheet=sheet(random, units),
        source=None,
        reported=random.random() < 0.7,
        by=clerk,
        at=AT,
    )
    told = [
        ProgressTold(m, text(random), AT.date() - timedelta(days=random.randint(0, 99)), random.choice(("", "done")), m.version)
        for m in made.measures.all()
        if random.random() < 0.5
    ]
    actions.report_progress_many(reports=told, by=clerk, at=AT)
    return made


def text(random: Random) -> str:
    """Some words, at times of a length that no cell holds; never nothing but blanks."""
    if random.random() < 0.01:
        return "长" * LONGEST
    said = "".join(random.choice(WORDS) for _ in range(random.randint(1, 6)))
    return said if said.strip() and said.strip("\u200b\x0b \t\r\n\u3000\xa0") else f"{said}实"


def _aspect(random: Random, units: tuple[str, ...]) -> Aspect:
    findings = tuple(_finding(random, units) for _ in range(random.randint(1, 4)))
    return Aspect(random.choice((None, "（一）", "一、")), text(random), findings)


def _finding(random: Random, units: tuple[str, ...]) -> Finding:
    shown = tuple(Manifestation(random.choice((None, "①")), text(random)) for _ in range(random.randint(0, 2)))
    measures = tuple(_measure(random, units) for _ in range(random.randint(0, 4)))
    statement = text(random) if random.random() < 0.9 else None
    return Finding("1.", statement, None, shown, measures, _who(random, units), _due(random))


def _measure(random: Random, units: tuple[str, ...]) -> Measure:
    said = text(random)
    own = random.random() < 0.4
    who = _who(random, units) if own else Responsibility()
    return Measure(None, said[:300], said, None, who, _due(random) if own else None, random.choice(STATES))


def _who(random: Random, units: tuple[str, ...]) -> Responsibility:
    if random.random() < 0.2:
        return Responsibility()
    unit = random.choice((*units, "查无此科", None))
    assisting = tuple(random.choice(units) for _ in range(random.randint(0, 2)))
    return Responsibility(random.choice((None, "王副局长", text(random)[:60])), unit, assisting)


def _due(random: Random) -> Deadline | None:
    chosen = random.random()
    if chosen < 0.2:
        return None
    day = (AT + timedelta(days=random.randint(-400, 400))).date().isoformat()
    return Deadline(random.choice(DEADLINES), day if chosen < 0.7 else None, random.choice(HORIZONS))
