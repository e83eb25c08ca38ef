"""Whole papers of many kinds, invented, each with what is to be read in it below its text (``papers/*.txt``)."""

from pathlib import Path

import pytest

from taizhang.reading import Reading, read_text
from taizhang.reading.explanation import walk

PAPERS = sorted(Path(__file__).with_name("papers").glob("*.txt"))


def _outline(reading: Reading) -> list[str]:
    return [f"{h.level} {h.title}".strip() for h in walk(reading.outline)]


def _claims(reading: Reading) -> list[str]:
    return [f"{c.kind} {c.value:g}" for c in reading.claims if c.kind != "money"]


def _dates(reading: Reading) -> list[str]:
    dates = [(d.span.start, d.iso or "?") for d in reading.dates]
    told = sorted(dates + [(p.span.start, f"{p.start}/{p.end}") for p in reading.periods])
    return [" ".join(iso for _, iso in told)] if told else []


def _ledger(reading: Reading) -> list[str]:
    counts = reading.sheet.counts()
    return [f"{counts.aspects} 方面 {counts.findings} 问题 {counts.measures} 措施"]


def _header(reading: Reading) -> list[str]:
    told = reading.inspection
    who = told and " ".join(filter(None, (told.body, told.nature or told.kind, told.subject)))
    names = ("标题", "落款", "日期", "检查", "反馈")
    values = (reading.title, reading.issuer, reading.issued_on, who, told and told.feedback_on)
    return [f"{name} {value}" for name, value in zip(names, values, strict=True) if value]


PARTS = {"提纲": _outline, "数": _claims, "日期": _dates, "台账": _ledger, "文首文尾": _header}


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_paper_is_read_as_a_careful_clerk_would(path: Path) -> None:
    text, *answers = path.read_text("utf-8").split("\n=== ")
    reading = read_text(text.rstrip("\n"))
    for part, _, said in (answer.partition("\n") for answer in answers):
        assert (part, PARTS[part](reading)) == (part, [line for line in said.split("\n") if line])
