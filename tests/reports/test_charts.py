"""Pictures of how the work comes along: pure shapes, the same in SVG and in Word."""

import re
from datetime import date, timedelta

import pytest
from lxml import etree

from taizhang.reports import charts, pdf
from taizhang.reports.charts import Standing
from taizhang.reports.drawing import Area, svg
from taizhang.reports.official import Figure, Official
from taizhang.reports.word import docx

DAYS = [(date(2026, 9, 1) + timedelta(days=7 * n), Standing(4 * n, n, 57 - 5 * n)) for n in range(9)]
UNITS = [("财务科", Standing(1, 0, 9)), ("办公室", Standing(8, 0, 0)), ("未明确", Standing(0, 2, 0))]


def areas(drawing, fill):
    return [one for one in drawing.shapes if isinstance(one, Area) and one.fill == fill][1:]  # the first is the legend's


def test_what_is_done_is_never_drawn_above_the_whole():
    drawing = charts.over_time("整改措施", DAYS)
    [done], [whole] = areas(drawing, charts.DONE), areas(drawing, charts.OPEN)
    assert all(low >= high for (_, low), (_, high) in zip(done.points, whole.points, strict=True))


def test_units_stand_in_the_order_they_are_given_in():
    words = [one.words for one in charts.by_unit("整改措施", UNITS).shapes if hasattr(one, "words")]
    assert [word for word in words if word in dict(UNITS)] == [name for name, _ in UNITS]
    assert "1/10" in words


@pytest.mark.parametrize("points", [[], DAYS[:1], DAYS])
def test_it_is_told_in_words_and_is_whole_xml(points):
    text = svg(charts.over_time("措施<&", points))
    root = etree.fromstring(text)
    assert root.findtext("{*}title") == "措施<&完成情况（按时间）"
    assert root.findtext("{*}desc")
    assert not re.search("script|href|url\\(", text)


def test_a_long_name_is_cut_where_the_bars_begin():
    [name] = [
        one
        for one in charts.by_unit("措施", [("很长的单位名称" * 9, Standing(1, 1, 1))]).shapes
        if getattr(one, "anchor", "") == "end"
    ]
    assert name.words.endswith("…")


@pytest.mark.skipif(pdf.why_not() is not None, reason="LibreOffice is not installed")
def test_word_shows_it_as_vectors():
    import pypdfium2

    paper = Official("整改进度图", (Figure(charts.by_unit("整改措施", UNITS)),))
    with pypdfium2.PdfDocument(pdf.pdf_of(docx(paper))) as document:
        page = document[0]
        said = page.get_textpage().get_text_range()
        kinds = {one.type for one in page.get_objects(max_depth=5)}
    assert "财务科" in said
    assert "1/10" in said
    assert 3 not in kinds  # no raster picture
