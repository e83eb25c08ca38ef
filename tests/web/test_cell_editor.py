"""Editing in place: what is saved, what is refused where it was typed, two people at once, and taking it back."""

from datetime import date

import pytest

from taizhang.journal.models import Event
from taizhang.ledger import actions
from taizhang.ledger.models import Finding, Measure

HX = {"HX-Request": "true"}


@pytest.fixture
def send(office, ledger):
    """Posts to one cell of finding or measure ``of``."""

    def post(cell, of="findings/1", **fields):
        return office.post(f"/ledgers/{ledger.pk}/{of}/edit/{cell}/", {"version": 1, **fields}, headers=HX)

    return post


def finding(ledger, serial=1):
    return Finding.objects.get(ledger=ledger, serial=serial)


def measure(ledger, serial=1):
    return Measure.objects.get(ledger=ledger, serial=serial)


def last_event(ledger):
    return Event.objects.filter(log__key=ledger.log_key).latest("seq")


def text(response):
    return response.content.decode()


def test_a_unit_is_chosen_by_name(send, ledger):
    response = send("unit", lead_unit="财务科", assisting="办公室、河湖科")
    assert response.status_code == 200
    assert "财务科" in text(response)
    assert "撤销" in text(response)
    row = finding(ledger)
    assert (row.lead_unit.name, row.assisting, row.leader) == ("财务科", "办公室、河湖科", "王副局长")


def test_a_unit_of_another_body_is_refused_where_it_was_typed(send, ledger):
    response = send("unit", lead_unit="市委巡察办", assisting="")
    assert (response.status_code, response["HX-Retarget"]) == (422, "#editor")
    assert "没有名为“市委巡察办”的单位" in text(response)
    assert 'value="市委巡察办"' in text(response)
    assert finding(ledger).lead_unit.name == "供水科"


def test_a_unit_as_the_paper_wrote_it_may_stay(send, ledger):
    Finding.objects.filter(pk=finding(ledger).pk).update(lead_unit=None, lead_unit_text="供水公司")
    assert send("unit", lead_unit="供水公司", assisting="办公室").status_code == 200
    assert (finding(ledger).lead_unit_name, finding(ledger).assisting) == ("供水公司", "办公室")


def test_a_unit_can_be_taken_away(send, ledger):
    send("unit", lead_unit="", assisting="")
    assert finding(ledger).lead_unit_name == ""
    assert last_event(ledger).name == "finding:assign"


def test_a_deadline_and_its_kind(send, ledger):
    assert send("deadline", deadline="2027-01-31", horizon="分阶段").status_code == 200
    assert (finding(ledger).deadline, finding(ledger).horizon) == (date(2027, 1, 31), "分阶段")


def test_a_date_that_is_none_is_refused(send, ledger):
    response = send("deadline", deadline="2027-02-30", horizon="")
    assert response.status_code == 422
    assert finding(ledger).version == 1


def test_a_deadline_in_words_stays_until_a_day_is_set(send, ledger):
    Finding.objects.filter(pk=finding(ledger).pk).update(deadline=None, deadline_text="长期坚持")
    send("deadline", deadline="", horizon="长期")
    assert (finding(ledger).deadline_text, finding(ledger).horizon) == ("长期坚持", "长期")
    send("deadline", deadline="2027-01-31", horizon="长期", version=2)
    assert finding(ledger).deadline_text == ""


def test_what_is_saved_unchanged_leaves_no_event(send, ledger):
    before = last_event(ledger).seq
    assert send("leader", leader="王副局长").status_code == 200
    assert last_event(ledger).seq == before


def test_a_measure_keeps_the_unit_it_was_shown_with(send, ledger):
    send("leader", "measures/1", leader="李副局长")
    row = measure(ledger)
    assert (row.leader, row.lead_unit.name) == ("李副局长", "供水科")


def test_a_measure_that_is_emptied_inherits_again(send, ledger):
    send("leader", "measures/1", leader="李副局长")
    send("unit", "measures/1", lead_unit="", assisting="", version=2)
    send("leader", "measures/1", leader="", version=3)
    assert measure(ledger).responsible == finding(ledger)


def test_the_loser_of_a_race_sees_both_values_and_may_insist(send, ledger, clerk, at):
    actions.assign(subject=finding(ledger), lead_unit=None, leader="赵副局长", assisting="", version=1, by=clerk, at=at)
    response = send("leader", leader="孙副局长")
    assert (response.status_code, response["HX-Retarget"]) == (409, "#editor")
    assert "赵副局长" in text(response)
    assert 'value="孙副局长"' in text(response)
    assert "张敏 刚刚改过这里" in text(response)
    assert 'name="version" value="2"' in text(response)
    send("leader", leader="孙副局长", version=2)
    assert finding(ledger).leader == "孙副局长"


def test_who_may_not_is_told_so_in_the_form(visit, person, ledger):
    reader = visit(person("observer", "市水务局"))
    address = f"/ledgers/{ledger.pk}/findings/1/edit/leader/"
    assert "由整改办办理" in text(reader.get(address))
    response = reader.post(address, {"version": 1, "leader": "谁"}, headers=HX)
    assert response.status_code == 422
    assert "由整改办办理" in text(response)
    assert finding(ledger).leader == "王副局长"


def test_the_form_shows_what_the_cell_shows(office, ledger):
    assert 'value="供水科"' in text(office.get(f"/ledgers/{ledger.pk}/measures/1/edit/unit/"))
    assert 'value="2026-11-30"' in text(office.get(f"/ledgers/{ledger.pk}/measures/1/edit/deadline/"))


@pytest.mark.parametrize(
    "address", ["findings/1/edit/state", "aspects/1/edit/unit", "findings/99/edit/unit", "measures/99/edit/unit"]
)
def test_there_are_no_other_cells(office, ledger, address):
    assert office.get(f"/ledgers/{ledger.pk}/{address}/").status_code == 404


@pytest.mark.parametrize("of", ["findings/1", "measures/1"])
@pytest.mark.parametrize(
    ("cell", "fields"), [("unit", {"lead_unit": "财务科", "assisting": ""}), ("deadline", {"deadline": "2027-01-31"})]
)
def test_undo_puts_the_row_back_and_leaves_an_event(send, office, ledger, cell, fields, of):
    row = finding if of.startswith("findings") else measure
    before = row(ledger)
    saved = send(cell, of, **fields)
    assert office.post(f"/ledgers/{ledger.pk}/{of}/undo/{cell}/", saved.context["toast"]["before"]).status_code == 200
    after = row(ledger)
    kept = ("lead_unit_id", "lead_unit_text", "leader", "assisting", "deadline", "deadline_text", "horizon")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert (after.version, last_event(ledger).subject) == (3, after.key)


def test_undo_stops_where_something_followed(send, office, ledger):
    saved = send("leader", leader="李副局长")
    send("leader", leader="孙副局长", version=2)
    response = office.post(f"/ledgers/{ledger.pk}/findings/1/undo/leader/", saved.context["toast"]["before"])
    assert "请核对后再保存" in text(response)
    assert finding(ledger).leader == "孙副局长"


def test_the_count_line_comes_with_the_row(send):
    page = text(send("deadline", deadline="2020-01-01", horizon=""))
    assert 'id="count-line" hx-swap-oob="true"' in page
    assert "逾期 1" in page
