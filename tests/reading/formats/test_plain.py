"""Plain text: which encoding, which line ends, and what is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.document import Unreadable
from taizhang.reading.formats import open_document, plain
from taizhang.reading.limits import Limits

TEXT = "关于整改进展情况的通报\n2026年3月2日，市委第三巡察组反馈4个方面12个问题。\n"
TRADITIONAL = "關於整改進展情況的通報，現將有關情況予以公布。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "一、", "水务局abc", "Rectification report 2026"])
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert plain.read(text.encode(encoding)).text == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one_newline(end: str) -> None:
    assert plain.read(f"一{end}二".encode()).text == "一\n二"


def test_what_dos_leaves_at_the_end_goes() -> None:
    assert plain.read(b"abc\r\n\x1a").text == "abc\n"


@pytest.mark.parametrize("text", ["行一\n行\x00二", "行一\n行\x08二", "行一\n行\x7f二"])
def test_a_control_character_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(Unreadable, match="第 2 行第 2 个字"):
        plain.normalise(text)


@pytest.mark.parametrize("data", [TEXT.encode("shift-jis", "ignore"), TRADITIONAL.encode("big5"), bytes(range(128, 256)) * 4])
def test_an_unknown_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="看不出文字编码"):
        plain.read(data)


def test_half_an_upload_is_refused() -> None:
    with pytest.raises(Unreadable):
        plain.read("\ufeff整改".encode()[:-1])


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="超过 10 个字"):
        plain.read(("整改" * 6).encode(), Limits(characters=10))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"“报告\.txt”是空文件"):
        open_document(b" \r\n", "../上级/报告.txt\x07")


@given(st.text(st.characters(codec="gb2312", exclude_categories=("C",)), min_size=1))
def test_common_text_survives_every_encoding(text: str) -> None:
    text = "整改" + text  # a few single characters of GB2312 are valid UTF-8 by accident
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert plain.read(text.encode(encoding)).text == plain.normalise(text)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert "\0" not in plain.read(data).text
