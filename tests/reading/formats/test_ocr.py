"""Pictures and scanned pages: recognised only when asked, each line with its confidence; without tesseract a clear sentence."""

from __future__ import annotations

import subprocess

import pytest

pytest.importorskip("pypdfium2")

from samples.write_pdf import Placed
from taizhang.reading import read, to_contract
from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import open_document, programs
from taizhang.reading.formats.ocr_words import pages_of
from taizhang.reading.limits import Limits
from taizhang.reading.reader import read_document
from tests.reading.scanned import scan, scanned_pdf

LINES: list[Placed] = [(80, 740, "一、总体情况"), (112, 700, "市水务局逐条制定整改措施9条。"), (112, 660, "二、供水保障")]
SECOND: list[Placed] = [(80, 740, "三、整改成效"), (112, 700, "新建制度12项。")]


def _has_chinese() -> bool:
    program = programs.found("tesseract")
    return bool(program) and "chi_sim" in subprocess.run([program, "--list-langs"], capture_output=True, text=True).stdout


needs_tesseract = pytest.mark.skipif(not _has_chinese(), reason="tesseract with chi_sim is not installed (make system-deps)")


@needs_tesseract
def test_a_picture_is_recognised_and_each_line_keeps_its_confidence() -> None:
    document = open_document(scan(LINES), "通报.png", ocr=True)
    assert document.text.split("\n")[::2] == ["一、总体情况", "二、供水保障"]
    assert "9条" in document.text
    assert [document.text[r.span.start : r.span.end] for r in document.recognised] == document.text.split("\n")
    assert all(50 < line.confidence <= 100 for line in document.recognised)


@needs_tesseract
def test_the_pages_of_a_scan_are_recognised_in_order() -> None:
    reading = read(scanned_pdf(LINES, SECOND), "通报.pdf", ocr=True)
    assert [h.title for h in reading.outline] == ["总体情况", "供水保障", "整改成效"]
    assert to_contract(reading)["recognised"][0].keys() == {"start", "end", "confidence"}


@needs_tesseract
@pytest.mark.parametrize(("limits", "word"), [(Limits(scanned_pages=1), "1 页"), (Limits(characters=5), "5 个字")])
def test_limits(limits: Limits, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        open_document(scanned_pdf(LINES, SECOND), "a.pdf", limits, ocr=True)


@needs_tesseract
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\nx", b"II*\0" + b"\xff" * 60, scan(LINES)[:4000]], ids=["png", "tif", "cut"])
def test_a_damaged_picture_says_so(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"没能识别|没有识别出"):
        open_document(data, "a.png", ocr=True)


@pytest.mark.parametrize("data", [scan(LINES), scanned_pdf(LINES)], ids=["png", "pdf"])
def test_nothing_is_recognised_unasked(data: bytes) -> None:
    with pytest.raises(Unreadable, match="文字识别"):
        open_document(data, "a")


@pytest.mark.parametrize("data", [scan(LINES), scanned_pdf(LINES)], ids=["png", "pdf"])
def test_without_tesseract_a_sentence_says_so(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "found", lambda *names: None)
    with pytest.raises(Unreadable, match="没有安装文字识别组件"):
        open_document(data, "a", ocr=True)


def test_with_recognition_allowed_a_text_is_read_as_ever() -> None:
    assert open_document("整改台账".encode(), "a.txt", ocr=True) == Document("整改台账")


def test_an_unsure_line_is_to_be_looked_at_and_moves_with_repairs() -> None:
    from taizhang.reading.document import Recognised
    from taizhang.sheet import Span

    text = "甲<br>乙\n整改12条。"
    reading = read_document(Document(text, "ocr", recognised=(Recognised(Span(0, 6), 99), Recognised(Span(7, 13), 40))))
    (unsure,) = reading.unread
    assert (reading.text[unsure.span.start : unsure.span.end], "40%" in unsure.reason) == ("整改12条。", True)


def test_overlapping_boxes_end_where_the_next_begins() -> None:
    head = "\t".join(["x"] * 12)
    rows = [
        "1 1 0 0 0 0 0 0 100 200 -1 ",
        "4 1 1 1 1 0 10 20 80 30 -1 ",
        "5 1 1 1 1 1 10 20 80 9 90 整",
        "5 1 1 1 1 2 40 20 30 9 80 改",
    ]
    (page,) = pages_of("\n".join([head, *(row.replace(" ", "\t") for row in rows)]))
    assert [(w.glyph.left, w.glyph.right, w.glyph.bottom, w.glyph.top) for w in page.words] == [
        (10, 40, 150, 180),
        (40, 70, 150, 180),
    ]
