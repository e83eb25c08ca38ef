"""PDF pages: paragraphs put together again, columns in order, running heads gone."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pypdfium2")

from samples.write_pdf import SIZE, Placed, pdf
from taizhang.reading.document import Unreadable
from taizhang.reading.formats import open_document
from taizhang.reading.limits import Limits

FULL = "对全市取水口逐一现场核查建立一口一档电子台账对过期取水户"  # 28 characters fill a line
LEFT, TOP, PITCH = 80.0, 760.0, 29.0


def column(*lines: str, left: float = LEFT, top: float = TOP) -> list[Placed]:
    """Lines under one another; each space before a line is one character's indent."""
    return [(left + (len(line) - len(line.lstrip())) * SIZE, top - i * PITCH, line.strip()) for i, line in enumerate(lines)]


def text(*pages: list[Placed]) -> str:
    """The text read from these pages."""
    return open_document(pdf(*pages), "通报.pdf").text


def test_a_page_fuller_than_any_page_is_refused_before_it_is_laid_out() -> None:
    with pytest.raises(Unreadable, match="第 1 页有 .* 个字"):
        open_document(pdf(column(FULL, FULL)), "通报.pdf", Limits(page_characters=50))


def test_wrapped_lines_become_paragraphs() -> None:
    assert (
        text(column("  " + FULL[:26], FULL, "为止。", "  一是核查。", "  二是整改。"))
        == f"{FULL[:26]}{FULL}为止。\n一是核查。\n二是整改。"
    )


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert text(column("  " + FULL[:26], FULL), column("为止。", "  " + FULL[:26])) == f"{FULL[:26]}{FULL}为止。\n{FULL[:26]}"


def test_a_full_line_before_an_indented_one_ends_its_paragraph() -> None:
    assert text(column(FULL, "  " + FULL[:26], FULL)) == f"{FULL}\n{FULL[:26]}{FULL}"


@pytest.mark.parametrize("number", ["— {} —", "- {} -", "第{}页", "{}", "{}/3"])
def test_page_numbers_are_left_out(number: str) -> None:
    pages = [[*column(sign + FULL[1:]), (280, 40, number.format(page))] for page, sign in enumerate("甲乙丙", 1)]
    assert text(*pages) == "".join(sign + FULL[1:] for sign in "甲乙丙")


def test_running_heads_are_left_out() -> None:
    pages = [[(200, 800, f"江岸市水务局文件 第{page}号"), *column("  " + line)] for page, line in enumerate("甲乙丙", 1)]
    assert text(*pages) == "甲\n乙\n丙"


def test_a_heading_at_the_top_of_one_page_stays() -> None:
    assert text([(200, 800, "整改方案"), *column("  甲")], column("  乙"), column("  丙")).startswith("整改方案\n")


def test_two_columns_are_read_one_after_the_other() -> None:
    half = FULL[:12]
    left, right = [f"左{i}" + half[2:] for i in range(8)], [f"右{i}" + half[2:] for i in range(8)]
    page = [(LEFT, 800.0, FULL), *(p for pair in zip(column(*left), column(*right, left=320.0), strict=True) for p in pair)]
    assert text(page) == FULL + "".join(left) + "".join(right)


def test_rows_of_a_table_stay_rows() -> None:
    rows = [
        [(LEFT, TOP - i * PITCH, f"{i}号"), (250.0, TOP - i * PITCH, "供水科"), (400.0, TOP - i * PITCH, "完成")]
        for i in range(7)
    ]
    assert text([cell for row in rows for cell in row]).split("\n")[2] == "2号\t供水科\t完成"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (pdf([]), "只有图片"),
        (b"%PDF-1.4\nnothing", "损坏"),
        (pdf(column("甲"))[:300], "损坏"),
    ],
)
def test_bad_files_are_refused(data: bytes, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        open_document(data, "x.pdf")


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Unreadable, match="超过 2 页"):
        open_document(pdf(*[column("甲")] * 3), "x.pdf", Limits(pages=2))


def test_text_without_codes_is_refused() -> None:
    with pytest.raises(Unreadable, match="乱码"):
        open_document(pdf(column("\ue001\ue002\ue003")), "x.pdf")


WHOLE = pdf(column("  " + FULL[:26], FULL))
CHANGES = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(CHANGES)
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        damaged[place] = byte
    with contextlib.suppress(Unreadable):
        assert open_document(bytes(damaged), "x.pdf").text
