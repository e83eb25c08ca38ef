"""The samples: their arithmetic holds, and every paper of the story reads back as the story."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

import samples
from samples.__main__ import files
from samples.story import DONE, Story, load
from taizhang.checks import Paper, layout
from taizhang.reading.facts import Reading
from taizhang.reading.formats import open_document
from taizhang.reading.reader import read
from taizhang.reading.tables import read_tables

TODAY = date(2026, 11, 22)
STORY = load(TODAY)
FILES = files(TODAY)
COMMITTED = Path(samples.__file__).parent
NOTICES = ["整改进展情况通报.txt", "整改进展情况通报.html"]


def reading(name: str) -> Reading:
    """What is read from one of the samples."""
    return read(FILES[name], name)


def test_the_parts_make_their_totals() -> None:
    figures = STORY.figures()
    assert (figures["aspects"], figures["findings"], figures["manifestations"], figures["measures"]) == (4, 12, 28, 57)
    for level in ("measures", "findings"):
        assert sum(figures[f"{level}_{state}"] for state in ("done", "nearly", "under_way")) == figures[level]


def test_rules_and_money_are_told_where_they_are_counted() -> None:
    for measure in STORY.measures():
        assert all(f"《{rule}》" in measure.done for rule in measure.new_rules + measure.revised_rules)
        assert measure.done.count("《") == len(measure.new_rules + measure.revised_rules)


def test_nobody_is_held_to_account_twice() -> None:
    told = "".join(measure.done for measure in STORY.measures())
    assert told.count("批评教育3人") == told.count("批评教育2人") == told.count("诫勉2人") == 1
    assert STORY.facts["held_to_account"] == 3 + 2 + 2


@pytest.mark.parametrize("today", [TODAY, date(2027, 1, 1), date(2027, 3, 1), date(2028, 2, 29), date(2027, 8, 31)])
def test_the_days_stand_in_order_whenever_it_is_told(today: date) -> None:
    days = load(today).calendar
    order = [days.came, days.left, days.feedback, days.planned, days.cutoff, days.published, days.today]
    assert order == sorted(order)
    assert days.published < days.window_end


def test_everything_done_was_done_before_the_figures_were_taken() -> None:
    story: Story = load(date(2027, 3, 1))
    done = [measure for measure in story.measures() if measure.state == DONE]
    assert not [m.title for m in done if "2027年3月" in m.done or "2027年2月" in m.done]


@pytest.mark.parametrize("name", NOTICES)
def test_the_notice_reads_back(name: str) -> None:
    found, figures = reading(name), STORY.figures()
    counts = found.sheet.counts()
    assert (counts.aspects, counts.findings, counts.measures) == (figures["aspects"], figures["findings"], figures["measures"])
    titles = [measure.title for finding in found.sheet.findings() for measure in finding.measures]
    assert titles == [measure.title for measure in STORY.measures()]


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize(
    ("kind", "figure"),
    [
        ("completed", "measures_done"),
        ("basically_completed", "measures_nearly"),
        ("in_progress", "measures_under_way"),
        ("long_term", "long_term"),
        ("rules_new", "rules_new"),
        ("rules_revised", "rules_revised"),
        ("manifestations", "manifestations"),
    ],
)
def test_the_notice_says_the_figures(name: str, kind: str, figure: str) -> None:
    assert STORY.figures()[figure] in [claim.value for claim in reading(name).claims if claim.kind == kind]


def test_the_page_and_the_text_say_the_same() -> None:
    page, text = (open_document(FILES[name], name).text for name in reversed(NOTICES))
    assert page == text.rstrip()


def test_the_feedback_reads_back_with_the_numbers_word_shows() -> None:
    counts = reading("反馈意见.docx").sheet.counts()
    assert (counts.aspects, counts.findings, counts.manifestations, counts.measures) == (4, 12, 28, 0)
    text = open_document(FILES["反馈意见.docx"], "").text
    assert "二、发现的主要问题\n" in text
    assert "（四）机关作风、内部控制和群众诉求办理方面\n1.机关作风不够扎实\n（1）文多会多" in text


def test_the_plan_brings_its_three_lists() -> None:
    document = open_document(FILES["整改方案.docx"], "")
    assert [len(table.rows) for table in document.tables] == [1 + 28, 1 + 57, 2 + 57]
    aspects = [cell for row in document.tables[0].rows for cell in row if cell.column == 1][1:]
    assert [cell.text for cell in aspects] == [aspect.short for aspect in STORY.aspects]
    assert sum(cell.row_span for cell in aspects) == 28


def test_the_same_story_gives_the_same_files() -> None:
    assert files(TODAY) == FILES


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".xlsx")])
def test_the_committed_files_are_the_story(name: str) -> None:
    committed = open_document((COMMITTED / name).read_bytes(), name)
    assert dataclasses.asdict(committed) == dataclasses.asdict(open_document(FILES[name], name))


@pytest.mark.parametrize(
    ("name", "measures"),
    [("问题清单.xlsx", 0), ("三张清单.xlsx", 57), ("整改台账.xlsx", 57), ("整改方案.docx", 57), ("反馈意见.docx", 0)],
)
def test_the_lists_read_back(name: str, measures: int) -> None:
    found = read_tables(open_document(FILES[name], name).tables, None).sheet
    assert found is not None
    counts = found.counts()
    assert (counts.aspects, counts.findings, counts.manifestations, counts.measures) == (4, 12, 28, measures)


def test_the_lists_say_who_and_by_when() -> None:
    found = read_tables(open_document(FILES["三张清单.xlsx"], "").tables, None).sheet
    assert found is not None
    read_back = [m for finding in found.findings() for m in finding.measures]
    for measure, told in zip(read_back, STORY.measures(), strict=True):
        assert measure.deadline is not None
        assert (measure.deadline.text, measure.responsibility.leader) == (told.deadline, told.leader)
        assert (measure.responsibility.lead_unit, measure.responsibility.assisting) == (told.unit, told.assisting)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".docx")])
def test_the_papers_keep_to_the_standard(name: str) -> None:
    departures = layout.remarks(Paper(reading(name), file=FILES[name]))
    assert {remark.code for remark in departures} <= {"layout.missing_fonts"}
