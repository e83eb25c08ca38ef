"""催报汇总 on the web: a round opened, its links shown once, who has answered, the reminder, workbooks in one form."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taizhang.ledger import actions as ledger_actions
from taizhang.supervision import links
from taizhang.supervision.models import Invitation, Round
from tests.intake.workbooks import filled
from tests.supervision.rounds import begin, share

TODAY = timezone.localdate()
SAID = {"rhythm": "month", "as_of": TODAY.isoformat(), "due": (TODAY + timedelta(days=5)).isoformat()}


@pytest.fixture
def shared(ledger, units, clerk, at):
    return share(ledger, units["财务科"], clerk, at)


@pytest.fixture
def address(shared):
    return f"/ledgers/{shared.pk}/rounds/"


@pytest.fixture
def round_(shared, clerk):
    days = {"as_of": TODAY, "due": TODAY + timedelta(days=5)}
    return begin(shared, clerk, timezone.now(), **days).round


def words(response, status=200):
    assert response.status_code == status, response.content.decode()[:600]
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode().partition("<main")[2])


def tokens(response):
    return re.findall(r"/fill/([\w-]{43})/", response.content.decode())


def test_it_says_beforehand_who_will_be_asked(office, address):
    said = words(office.get(address))
    assert "将请2个牵头单位报3条正在推进的措施" in said
    assert "另有1条措施还没有明确牵头单位" in said


def test_opening_shows_each_units_link_once(office, address):
    response = office.post(address, SAID)
    assert {links.found(token).unit.name for token in tokens(response)} == {"供水科", "财务科"}
    assert "no-store" in response.headers["Cache-Control"]
    assert tokens(office.get(f"{address}1/")) == []
    assert office.get(address).url == f"{address}1/"


def test_what_is_wrong_stands_at_the_form(office, address):
    said = words(office.post(address, {**SAID, "due": "2020-01-01"}), 422)
    assert "报送期限不能早于截至日期" in said
    assert not Round.objects.exists()


def test_a_second_opening_is_told_so(office, address, round_):
    assert "上一轮还没有结束" in words(office.post(address, SAID), 422)


def test_the_page_says_who_has_answered(office, address, shared, round_, clerk, at):
    measure = shared.measures.get(serial=1)
    ledger_actions.report_progress(
        subject=measure, text="已更换15公里", as_of=TODAY, degree="", version=measure.version, by=clerk, at=timezone.now()
    )
    said = words(office.get(f"{address}1/"))
    assert "2个单位：报齐0·未报齐2" in said
    assert "1/2条" in said
    assert "还没有报，共1条" in said
    assert "报进展1条措施" in said


def test_the_reminder_names_units_and_no_finding(office, address, round_):
    page = office.get(f"{address}1/").content.decode()
    text = re.search(r'id="chase-text"[^>]*>([^<]+)<', page)[1]
    assert "财务科、供水科" in text or "供水科、财务科" in text
    assert "管网" not in text


def test_a_units_workbook_is_its_rows_only(office, address, round_, units):
    response = office.get(f"{address}1/units/{units['财务科'].pk}/workbook.xlsx")
    assert response.status_code == 200
    from taizhang.reading.formats.xlsx import grids

    [(_name, grid, _merges)] = list(grids(b"".join(response.streaming_content)))
    assert [row[0] for row in grid[3:] if row[0]] == ["M3"]


def test_a_link_is_made_anew(office, address, round_, units):
    old = Invitation.objects.get(unit=units["供水科"])
    [token] = set(tokens(office.post(f"{address}1/units/{units['供水科'].pk}/link/")))
    old.refresh_from_db()
    assert old.revoked_at
    assert links.found(token).unit.name == "供水科"


def test_a_revoked_units_row_offers_a_new_link(office, address, round_, units):
    link = Invitation.objects.get(unit=units["供水科"])
    office.post(f"{address}1/links/{link.position}/revoke/")
    assert "供水科还没有链接生成链接" in words(office.get(f"{address}1/"))


def test_closing_and_what_comes_after(office, address, round_):
    office.post(f"{address}1/close/")
    assert "开始新的一轮" in words(office.get(f"{address}1/"))
    assert "第1轮" in words(office.get(address))


def test_workbooks_go_to_the_diff_of_the_import(office, address, shared, round_):
    page = office.get(f"{address}1/").content.decode()
    assert f'action="/ledgers/{shared.pk}/bring/"' in page
    assert f'name="as_of" value="{TODAY.isoformat()}"' in page


@pytest.mark.parametrize("role", ["contact", "leader", "principal", "observer"])
def test_only_the_office_comes_here(visit, person, address, role, round_, units):
    client = visit(person(role, "供水科" if role == "contact" else "市水务局"))
    for path in (address, f"{address}1/", f"{address}1/units/{units['供水科'].pk}/workbook.xlsx"):
        assert client.get(path).status_code == 403
    for path in (address, f"{address}1/close/", f"{address}1/units/{units['供水科'].pk}/link/", f"{address}1/links/1/revoke/"):
        assert client.post(path, SAID).status_code == 403
    round_.refresh_from_db()
    assert round_.is_open


def test_who_does_not_know_the_ledger_finds_nothing(visit, person, address, round_):
    assert visit(person("office", "江岸市")).get(f"{address}1/").status_code == 404


def test_pages_ask_a_bounded_number_of_queries(office, address, round_):
    for path, most in ((address, 20), (f"{address}1/", 24)):
        with CaptureQueriesContext(connection) as asked:
            office.get(path, follow=False)
        assert len(asked) <= most, len(asked)


def test_english_is_complete_enough_to_render(visit, clerk, address, round_):
    assert visit(clerk, language="en").get(f"{address}1/").status_code == 200


def test_departments_answer_each_in_their_way_and_the_round_sees_all(office, visit, address, shared, units):
    """By workbook and by link; the office drops the one that came back and merges it: two steps."""
    [water] = [t for t in tokens(office.post(address, SAID)) if links.found(t).unit.name == "供水科"][:1]
    blank = office.get(f"{address}1/units/{units['财务科'].pk}/workbook.xlsx")
    back = io.BytesIO(
        filled(b"".join(blank.streaming_content), {("M3", "整改进展"): "已规范12户", ("M3", "单位自评"): "正在推进"})
    )
    back.name = "财务科.xlsx"
    for serial in (1, 2):
        told = {"version": shared.measures.get(serial=serial).version, "text": "已推进", "as_of": TODAY.isoformat(), "degree": ""}
        assert visit().post(f"/fill/{water}/{serial}/", told).status_code == 302
    page = office.post(f"/ledgers/{shared.pk}/bring/", {"given": [back], "as_of": TODAY.isoformat()}, follow=True)
    take = [item.token for item in page.context["diff"].choosable]
    office.post(page.request["PATH_INFO"], {"seen": page.context["seen"], "take": take})
    assert "2个单位：报齐2·未报齐0" in words(office.get(f"{address}1/"))
    assert shared.measures.get(serial=3).progress == "已规范12户"
