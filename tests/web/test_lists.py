"""清单和进度图: every list as Excel and as a page, pictures for who sees the whole, bounded queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.reading.formats.xlsx import grids
from taizhang.web.ledger_lists import LISTS


@pytest.fixture
def address(ledger):
    return f"/ledgers/{ledger.pk}/lists/"


def content(answer):
    """What was sent; the file is closed when it is read to its end."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def fetched(client, address, name, kind="xlsx"):
    answer = client.get(f"{address}{name}.{kind}")
    return answer, content(answer) if answer.status_code == 200 else b""


@pytest.mark.parametrize("kind", ["xlsx", "html"])
@pytest.mark.parametrize("name", [one.name for one in LISTS])
def test_every_list_comes_both_ways(office, address, name, kind):
    answer, data = fetched(office, address, name, kind)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert data.startswith(b"PK" if kind == "xlsx" else b"<!doctype html>")


def test_events_are_told_in_sentences_with_what_they_are_on(office, address):
    _, data = fetched(office, address, "events")
    [(_name, rows, _merges)] = list(grids(data))
    assert ["张敏", "市水务局", "1", "列入台账，有整改措施 2 条"] in [row[3:7] for row in rows]


def test_who_sees_a_part_gets_no_list_of_the_whole(visit, contact, address):
    client = visit(contact)
    page = client.get(address).content.decode()
    assert "办理记录" not in page.partition("<main")[2] or "events.xlsx" not in page
    for name in ("events", "rounds"):
        assert client.get(f"{address}{name}.xlsx").status_code == 404
    for picture in ("progress.svg", "units.svg", "charts.docx"):
        assert client.get(f"{address}{picture}").status_code == 404
    _, data = fetched(client, address, "findings", "html")
    assert "管网漏损率偏高" not in data.decode()


def test_pictures_say_in_words_what_they_show(office, address):
    svg = office.get(f"{address}units.svg").content.decode()
    assert "<title>整改措施完成情况（按牵头单位）</title>" in svg
    assert "<desc>" in svg
    assert "供水科2条" in svg
    assert office.get(f"{address}charts.docx").content.startswith(b"PK")


def test_an_unknown_list_or_kind_is_not_found(office, address):
    assert office.get(f"{address}nothing.xlsx").status_code == 404
    assert office.get(f"{address}events.csv").status_code == 404


def test_what_a_list_costs_hangs_on_no_number_of_rows(office, address, ledger, clerk, at):
    from taizhang.ledger.actions import report_progress

    def queries():
        with CaptureQueriesContext(connection) as asked:
            fetched(office, address, "events")
        return len(asked)

    before = queries()
    for measure in ledger.measures.all():
        report_progress(subject=measure, text="已推进", as_of=at.date(), degree="", version=measure.version, by=clerk, at=at)
    assert queries() == before


@pytest.mark.parametrize("kind", ["xlsx", "html"])
def test_the_desk_comes_as_a_list(office, ledger, kind):
    answer = office.get(f"/desk/list.{kind}")
    data = content(answer)
    told = data.decode() if kind == "html" else str(list(grids(data)))
    assert "明确责任" in told
    assert "水费收缴不规范" in told
