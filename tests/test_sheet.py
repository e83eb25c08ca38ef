"""The Sheet: counted as the ledger will count it, written down and read back without loss."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.sheet import (
    Aspect,
    Deadline,
    Finding,
    Manifestation,
    Measure,
    Responsibility,
    Sheet,
    Span,
    from_plain,
    to_plain,
)

MEASURE = Measure(
    "一是",
    "加泵",
    "加泵。好。",
    Span(3, 9),
    Responsibility("李明", "供水科", ("财务科",)),
    Deadline("立行立改", None, "立行立改"),
    "已完成",
)
FINDING = Finding("1.", "水压不足", Span(0, 9), (Manifestation("（1）", "晚高峰水压低", Span(1, 2)),), (MEASURE, MEASURE))
SHEET = Sheet(
    "台账",
    (Aspect("（一）", "供水方面", (FINDING, Finding(None, None, None, (), (MEASURE,))), Span(0, 20)), Aspect(None, "其他")),
)


def test_counts_name_their_level() -> None:
    n = SHEET.counts()
    assert (n.aspects, n.findings, n.manifestations, n.measures) == (2, 1, 1, 3)


def test_written_down_and_read_back() -> None:
    assert from_plain(json.loads(json.dumps(to_plain(SHEET)))) == SHEET


@pytest.mark.parametrize("plain", [{}, {"title": None}, {"title": None, "aspects": [{}]}])
def test_anything_else_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        from_plain(plain)


TEXT = st.none() | st.text(max_size=4)
SPANS = st.none() | st.builds(Span, st.integers(0, 9), st.integers(0, 9))
MEASURES = st.builds(Measure, TEXT, st.text(max_size=4), st.text(max_size=4), SPANS, state=TEXT)
FINDINGS = st.builds(Finding, TEXT, TEXT, SPANS, measures=st.lists(MEASURES, max_size=3).map(tuple))
ASPECTS = st.builds(Aspect, TEXT, st.text(max_size=4), st.lists(FINDINGS, max_size=3).map(tuple), SPANS)


@given(st.builds(Sheet, TEXT, st.lists(ASPECTS, max_size=3).map(tuple)))
def test_any_sheet_comes_back_whole(sheet: Sheet) -> None:
    assert from_plain(to_plain(sheet)) == sheet
