"""A ledger as a list and as a Sheet."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.journal.heads import head_of, head_then
from taizhang.ledger import sheets
from taizhang.ledger.lines import lead_units, lines
from taizhang.ledger.listing import Selection
from taizhang.reading.formats.xlsx import grids
from taizhang.reports.workbook import write


def listed(user, ledger, today, **said):
    return sheets.listed(user, ledger, today, **said)


def column(found, field):
    at = [c.field for c in found.columns].index(field)
    return [row.values[at] for row in found.rows]


def test_one_row_a_measure_with_its_finding(ledger, clerk, today):
    found = listed(clerk, ledger, today)
    assert [row.key for row in found.rows] == ["M1", "M2", "M3", "M4"]
    assert column(listed(clerk, ledger, today), "measure_number") == ["1-1", "1-2", "2-1", "3-1"]
    assert column(listed(clerk, ledger, today), "lead_unit") == ["供水科", "供水科", "", ""]


def test_a_finding_without_measures_is_a_row(clerk, opening, today, at):
    from taizhang.ledger.actions import adopt
    from taizhang.sheet import Aspect, Finding, Sheet

    bare = adopt(
        opening=opening,
        sheet=Sheet(None, (Aspect("一、", "甲方面", (Finding("1.", "水表未检定"),)),)),
        source=None,
        reported=False,
        by=clerk,
        at=at,
    )
    assert [row.key for row in listed(clerk, bare, today).rows] == ["F1"]


def test_cells_of_one_finding_are_joined(ledger, clerk, today):
    found = listed(clerk, ledger, today)
    names = [c.field for c in found.columns]
    joined = [{names[n] for n in row.joined} for row in found.rows]
    assert joined[0] == joined[3] == set()
    assert joined[1] >= {"aspect", "statement", "lead_unit"}
    assert "deadline" not in joined[1]  # the second measure has its own
    assert joined[2] == {"aspect"}


@pytest.mark.parametrize(
    ("role", "unit", "open_"),
    [
        ("office", "市水务局", {"lead_unit", "assisting", "leader", "deadline", "horizon", "degree", "progress", "as_of"}),
        ("contact", "供水科", {"degree", "progress", "as_of"}),
        ("principal", "市水务局", set()),
    ],
)
def test_open_cells_are_those_that_may_be_changed(role, unit, open_, ledger, person, today):
    found = listed(person(role, unit), ledger, today)
    names = [c.field for c in found.columns]
    assert {names[n] for n in next(iter(found.rows)).open} == open_


def test_a_workbook_for_a_unit_holds_what_it_leads_open_as_for_its_contact(ledger, clerk, units, today):
    found = listed(clerk, ledger, today, unit=units["供水科"])
    names = [c.field for c in found.columns]
    assert [(row.key, {names[n] for n in row.open}) for row in found.rows] == [
        ("M1", {"degree", "progress", "as_of"}),
        ("M2", {"degree", "progress", "as_of"}),
    ]
    assert lead_units(ledger, ledger.findings.all()) == [units["供水科"]]


def test_a_filter_leaves_out_what_it_does_not_mean(ledger, clerk, today):
    found = listed(clerk, ledger, today, selection=Selection(state="claimed:done"))
    assert [row.key for row in found.rows] == ["M1"]


def test_a_list_is_read_in_few_queries(ledger, clerk, today):
    clerk.posts  # noqa: B018
    with CaptureQueriesContext(connection) as queries:
        list(listed(clerk, ledger, today).rows)
    assert len(queries) <= 12


def test_the_workbook_holds_ids_stamp_and_dates(ledger, clerk, today):
    target = io.BytesIO()
    assert write(listed(clerk, ledger, today), target) == 4
    [(name, rows, merges)] = list(grids(target.getvalue()))
    stamp = sheets.Stamp.read(rows[2][0])
    assert (name, stamp.ledger, stamp.head) == ("台账", str(ledger.key), head_of(ledger.log_key))
    assert [row[0] for row in rows[3:]] == ["M1", "M2", "M3", "M4"]
    assert rows[3][rows[2].index("整改时限")] == "2026年11月30日"
    assert (3, 3, 4, 3) in merges  # the statement of the first finding over its two measures


def test_the_sheet_of_a_ledger_is_the_sheet_it_was_adopted_from(ledger, sheet):
    made = sheets.sheet(ledger, lines(ledger, ledger.findings.all()))
    assert made.counts() == sheet.counts()
    assert [f.statement for f in made.findings()] == [f.statement for f in sheet.findings()]
    assert [f.responsibility for f in made.findings()] == [f.responsibility for f in sheet.findings()]


def test_a_head_is_known_as_it_was_then(ledger, clerk, today):
    head = head_of(ledger.log_key)
    assert head_then(ledger.log_key, head.size) == head
    assert head_then(ledger.log_key, head.size - 1) != head
    assert head_then(ledger.log_key, head.size + 5) is None
    assert sheets.Stamp.read("taizhang x 3:abc 0") is None


@pytest.mark.django_db(transaction=True)
def test_a_package_carries_the_list_to_be_read(ledger, tmp_path, at):
    from taizhang.ledger.packing import pack

    pack(ledger, tmp_path / "package.zip", at=at)
    [(_, rows, _)] = list(grids(zipfile.ZipFile(tmp_path / "package.zip").read("ledger.xlsx")))
    assert any(head_of(ledger.log_key).printed in cell for row in rows[:2] for cell in row)
    assert [row[0] for row in rows[3:]] == ["M1", "M2", "M3", "M4"]


@pytest.mark.parametrize(
    ("role", "unit", "below"),
    [
        ("office", "市水务局", {"aspect", "statement", "measure", "lead_unit", "deadline"}),
        ("contact", "供水科", {"statement", "measure"}),
        ("observer", "市水务局", set()),
    ],
)
def test_what_is_new_is_written_below_by_who_may_add_it(role, unit, below, ledger, person, today):
    found = listed(person(role, unit), ledger, today)
    names = {found.columns[at].field for at in found.below}
    assert below <= names
    assert ("aspect" in names, "写在表格最下面" in found.notes) == (role == "office", bool(below))
