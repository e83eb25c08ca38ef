"""Headings that a person has mapped for one sender."""

import pytest

from taizhang.reading import read
from taizhang.reading.reader import UNKNOWN_HEADING
from taizhang.reading.tables.headings import Headings, defaults

STRANGE = "编码\t毛病\t怎么办\t哪个科办\n1\t管网漏损率偏高\t更换老旧管网\t供水科\n2\t水费收缴不规范\t修订制度\t财务科\n"
CHOSEN = {"编码": "number", "毛病": "statement", "怎么办": "measure", "哪个科办": "lead_unit"}


def asked(reading):
    return [reading.text[u.span.start : u.span.end] for u in reading.unread if u.reason == UNKNOWN_HEADING]


def test_a_table_of_which_no_heading_is_known_asks_for_all():
    reading = read(STRANGE.encode(), "表.tsv")
    assert (reading.sheet.counts().findings, asked(reading)) == (0, list(CHOSEN))


def test_chosen_headings_read_it():
    reading = read(STRANGE.encode(), "表.tsv", headings=Headings(defaults().names, CHOSEN))
    assert [f.statement for f in reading.sheet.findings()] == ["管网漏损率偏高", "水费收缴不规范"]
    assert [m.responsibility.lead_unit for f in reading.sheet.findings() for m in f.measures] == ["供水科", "财务科"]
    assert asked(reading) == []


@pytest.mark.parametrize("filler", ["说明。" * 100])
def test_a_small_table_inside_a_text_asks_for_nothing(filler):
    assert asked(read(f"<p>{filler}</p><table><tr><td>甲<td>乙<td>丙<tr><td>1<td>2<td>3</table>".encode(), "x.html")) == []
