"""Mending: what each mend does to a small Sheet, in a notation of one line an item, and that nothing is ever lost."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.intake.mending import MENDS, CannotMend, Line, lines_of, mend, sheet_of
from taizhang.sheet import Span

MARKS = {"aspect": "=", "finding": "-", "manifestation": "*", "measure": "+"}
KINDS = {mark: kind for kind, mark in MARKS.items()}


def parse(text):
    return sheet_of(tuple(Line(KINDS[item[0]], None, item[1:]) for item in text.split()))


def show(sheet):
    return " ".join(MARKS[line.kind] + (line.text or "?") + line.more for line in lines_of(sheet))


@pytest.mark.parametrize(
    ("before", "name", "at", "facts", "after"),
    [
        ("=甲 -一 +丙", "retitle", 1, {"text": " 新 "}, "=甲 -新 +丙"),
        ("=甲 -一二 +丙", "split", 1, {"offset": 1}, "=甲 -一 -二 +丙"),
        ("=甲 +丙丁戊", "split", 2, {"offset": 2}, "=甲 -? +丙丁 +戊"),
        ("=甲 -一 +丙 -二 +丁", "merge", 3, {}, "=甲 -一二 +丙 +丁"),
        ("=甲 -一 =乙 -二", "merge", 2, {}, "=甲乙 -一 -二"),
        ("=甲 -一 +丙 +丁", "merge", 3, {}, "=甲 -一 +丙丁"),
        ("=甲 -一 +丙", "move_out", 2, {}, "=甲 -一 -丙"),
        ("=甲 -一 +丙", "move_out", 1, {}, "=甲 =一 -? +丙"),
        ("=甲 -一 -二", "move_in", 2, {}, "=甲 -一 +二"),
        ("=甲 -一 +丙", "turn_into", 2, {"kind": "manifestation"}, "=甲 -一 *丙"),
        ("=甲 -一 +丙 -二 +丁", "move_up", 3, {}, "=甲 -二 +丁 -一 +丙"),
        ("=甲 -一 =乙 -二", "move_up", 2, {}, "=乙 -二 =甲 -一"),
        ("=甲 -一 +丙 -二 +丁", "move_down", 1, {}, "=甲 -二 +丁 -一 +丙"),
        ("=甲 -一 +丙 -二", "move_down", 2, {}, "=甲 -一 -二 +丙"),
        ("=甲 -一 +丙 -二", "leave_out", 1, {}, "=甲 -二"),
        ("=甲 -一 +丙 =乙", "add", 1, {"kind": "finding", "text": "新"}, "=甲 -一 +丙 -新 =乙"),
        ("=甲 -一", "add", 1, {"kind": "measure", "text": "新"}, "=甲 -一 +新"),
        ("=甲", "add", -1, {"kind": "aspect", "text": "新"}, "=新 =甲"),
    ],
)
def test_what_a_mend_does(before, name, at, facts, after):
    assert show(mend(parse(before), name, at, **facts)) == after


@pytest.mark.parametrize(
    ("before", "name", "at", "facts"),
    [
        ("=甲 -一", "retitle", 1, {"text": "  "}),
        ("=甲 -一二", "split", 1, {"offset": 0}),
        ("=甲 -一二", "split", 1, {"offset": 9}),
        ("=甲 -一", "merge", 1, {}),
        ("=甲", "merge", 0, {}),
        ("=甲", "move_up", 0, {}),
        ("=甲 -一", "move_down", 1, {}),
        ("=甲", "move_out", 0, {}),
        ("=甲 +丙", "move_in", 2, {}),
        ("=甲 +丙", "turn_into", 1, {"kind": "finding"}),
        ("=甲", "turn_into", 0, {"kind": "x"}),
        ("=甲", "add", 0, {"kind": "x", "text": "y"}),
        ("=甲", "leave_out", 5, {}),
        ("=甲", "leave_out", -1, {}),
        ("=甲", "burn", 0, {}),
    ],
)
def test_what_makes_no_sense_says_so(before, name, at, facts):
    with pytest.raises(CannotMend, match="。"):
        mend(parse(before), name, at, **facts)


def test_a_split_parts_the_span_too():
    sheet = sheet_of((Line("aspect", None, "甲"), Line("finding", "1.", "一二三四", span=Span(10, 14))))
    first, second = lines_of(mend(sheet, "split", 1, offset=2))[1:]
    assert (first.span, second.span) == (Span(10, 12), Span(12, 14))
    assert (first.number, second.number) == ("1.", None)


def test_the_sheet_of_its_lines_is_the_sheet(sheet):
    assert sheet_of(lines_of(sheet), sheet.title) == sheet


def test_an_aspect_joined_to_one_that_was_made_up_keeps_its_own_name():
    assert lines_of(mend(parse("-一 =甲"), "merge", 2))[0].text == "甲"


items = st.lists(st.sampled_from(["=甲", "-一", "*表", "+措"]), min_size=1, max_size=12).map(" ".join)


@given(items, st.sampled_from(sorted(set(MENDS) - {"leave_out"})), st.integers(-1, 12))
def test_only_leaving_out_loses_words(text, name, at):
    sheet = parse(text)
    facts = {
        "retitle": {"text": "新"},
        "split": {"offset": 1},
        "turn_into": {"kind": "finding"},
        "add": {"kind": "measure", "text": "新"},
    }
    try:
        mended = mend(sheet, name, at, **facts.get(name, {}))
    except CannotMend:
        return
    if name == "split" and lines_of(sheet)[at].text == "未分方面":
        return
    replaced = lines_of(sheet)[at].text if name == "retitle" else ""
    replaced = "" if replaced == "未分方面" else replaced
    assert words(mended) == words(sheet) - Counter(replaced) + Counter("新" * (show(mended).count("新")))


def words(sheet):
    """The words of the items; an aspect that had to be made up for what stands under none has none of its own."""
    texts = ((line.text or "") + line.more for line in lines_of(sheet))
    return Counter(c for text in texts if text != "未分方面" for c in text)
