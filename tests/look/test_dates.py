"""Days as people speak of them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from taizhang.look.templatetags.dates import exact_day, spoken_day, spoken_distance

TODAY = date(2026, 11, 22)


def shown(source, **context):
    return Template("{% load dates %}" + source).render(Context({"today": TODAY, **context}))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 28), "11月28日 周六"),
        (date(2027, 1, 1), "2027年1月1日 周五"),
    ],
)
def test_a_day_has_its_weekday_and_another_year(day, words):
    assert spoken_day(day, TODAY) == words


@pytest.mark.parametrize(("day", "words"), [(28, "还有 6 天"), (22, "今天到期"), (19, "逾期 3 天")])
def test_how_far_off(day, words):
    assert spoken_distance(date(2026, 11, day), TODAY) == words


def test_english_has_its_own_forms():
    with translation.override("en"):
        assert spoken_day(date(2026, 11, 28), TODAY) == "Sat 28 Nov"
        assert exact_day(date(2026, 11, 28)) == "28 November 2026"
        assert spoken_distance(date(2026, 11, 23), TODAY) == "1 day left"
        assert spoken_distance(date(2026, 11, 19), TODAY) == "3 days late"


def test_the_exact_date_is_on_hover():
    html = shown("{% day due %}", due=date(2026, 11, 28))
    assert html == '<time datetime="2026-11-28" title="2026年11月28日">11月28日 周六</time>'


def test_no_deadline_is_shown_as_nothing():
    assert shown("{% day due %}{% until due %}{% moment due %}", due=None) == ""


@pytest.mark.parametrize(("day", "kind"), [(19, "mark late"), (29, "soon"), (30, "soft")])
def test_late_and_soon_are_marked(day, kind):
    assert f'class="{kind}"' in shown("{% until due %}", due=date(2026, 11, day))


def test_a_moment_is_in_shanghai_time():
    assert "今天 07:05" in shown("{% moment at %}", at=datetime(2026, 11, 21, 23, 5, tzinfo=UTC))
    assert "昨天 23:05" in shown("{% moment at %}", at=datetime(2026, 11, 21, 15, 5, tzinfo=UTC))
