"""The notice with six mistakes: each is planted, found by its check, and found no more when it is mended."""

from __future__ import annotations

from datetime import date

import pytest

from samples import papers
from samples.planted import MISTAKES, Mistake, planted
from samples.story import load
from samples.write_web import plain
from taizhang.checks import check
from taizhang.reading import read

TODAY = date(2026, 11, 22)
STORY = load(TODAY)


def found(mistakes: tuple[Mistake, ...], today: date = TODAY) -> set[str]:
    """The codes of the remarks on the notice with these mistakes."""
    text = plain(planted(papers.notice(load(today)), mistakes))
    return {remark.code for remark in check(read(text.encode(), "通报.txt"), today=today)}


def test_each_of_the_six_is_found_and_nothing_else() -> None:
    assert found(MISTAKES) == {mistake.code for mistake in MISTAKES}
    assert found(()) == set()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.code)
def test_one_that_is_mended_is_gone(mistake: Mistake) -> None:
    assert mistake.code not in found(tuple(other for other in MISTAKES if other is not mistake))


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 3, 1)])
def test_they_fit_whenever_the_story_is_told(today: date) -> None:
    assert found(MISTAKES, today) >= {mistake.code for mistake in MISTAKES}
