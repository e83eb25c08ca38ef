"""Damaged and hostile Word files: layout and comments say nothing wrong, take no long time, and raise nothing but Unreadable."""

from __future__ import annotations

import contextlib
import io
import random
import time
import zipfile

import pytest

from taizhang.checks import Paper, layout
from taizhang.checks.remark import Remark, Severity
from taizhang.checks.word_comments import with_comments
from taizhang.reading import Reading, Unreadable, read
from tests.checks.layout.official import official
from tests.reading.word import zipped

JUNK = (
    "",
    "-1",
    "99999999999",
    "nan",
    "１２",
    "\u3000",
    "on",
    "w:p",
    "<w:p/>",
    "<w:r><w:p/></w:r>",
    "<w:sectPr/>",
    "<w:t/>",
    "</w:pPr><w:pPr>",
)
ORIGINAL = official()
READING = read(ORIGINAL, "a.docx")


def members(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return {name: made.read(name).decode() for name in made.namelist()}


def damaged(dice: random.Random) -> bytes:
    """The document with junk in some places of one part."""
    parts = members(ORIGINAL)
    name = dice.choice([name for name in parts if name.startswith("word/")])
    for _ in range(dice.randint(1, 3)):
        marks = [at for at, c in enumerate(parts[name]) if c in '"<>']
        at = dice.choice(marks)
        parts[name] = parts[name][: at + 1] + dice.choice(JUNK) + parts[name][at + dice.randint(1, 12) :]
    return zipped(parts)


def judged(data: bytes, reading: Reading) -> None:
    """Check the layout of a file and write comments into it; only Unreadable may come of that."""
    found = list(layout.remarks(Paper(reading, file=data)))
    whole = Remark("layout.paper", Severity.NOTE, "话", "", 0, len(reading.text))
    with contextlib.suppress(Unreadable):
        made = with_comments(data, reading.text, [*found, whole])
        assert read(made, "a.docx").text == read(data, "a.docx").text


def test_junk_anywhere():
    dice = random.Random(9704)
    for _ in range(300):
        data = damaged(dice)
        reading = READING
        with contextlib.suppress(Unreadable):
            reading = read(data, "a.docx")
        judged(data, reading)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/document.xml", "<w:sectPr>", "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * 20_000 + "<w:sectPr>"),
        ("word/document.xml", "<w:sectPr>", "<w:p><w:r>" + "<w:t>甲</w:t><w:tab/>" * 50_000 + "</w:r></w:p><w:sectPr>"),
        ("word/document.xml", "<w:sectPr>", "<w:p/>" * 100_000 + "<w:p><w:r><w:t>附件</w:t></w:r></w:p>" * 2 + "<w:sectPr>"),
        ("word/styles.xml", "</w:styles>", '<w:style w:styleId="x"/>' * 100_000 + "</w:styles>"),
        ("word/odd.xml", "</w:ftr>", "<w:p>" * 200 + "</w:p>" * 200 + "</w:ftr>"),
    ],
)
def test_much_of_anything_is_judged_soon(name, old, new):
    parts = members(ORIGINAL)
    parts[name] = parts[name].replace(old, new)
    data = zipped(parts)
    reading = read(data, "a.docx")
    start = time.process_time()
    judged(data, reading)
    assert time.process_time() - start < 8


def test_an_entity_is_not_expanded():
    parts = members(ORIGINAL)
    parts["word/settings.xml"] = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert list(layout.remarks(Paper(READING, file=zipped(parts)))) == []
