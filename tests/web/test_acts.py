"""Acts from the screen: the dialog says what would be done and what not, and does what it said – on screen or from paper."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.ledger.models import Evidence, Signature
from taizhang.ledger.states import MOVES
from taizhang.web.acts import ACTS
from taizhang.web.acts.findings import AccountabilityForm, AmountsForm

HX = {"HX-Request": "true"}
# What pages of their own do: on the plan's page, at intake.
ELSEWHERE = {"contain"}
OF_THE_LEDGER = [act for act in ACTS.values() if act.of in ("finding", "measure")]


def html(response):
    return response.content.decode()


@pytest.fixture
def do(started, visit):
    """Posts an act as somebody: ``do("contact", "measures", "hand_in", {"measure": 1, …})``."""

    def post(who, kind, action, data):
        return visit(started.people[who]).post(f"/ledgers/{started.ledger.pk}/{kind}/do/{action}/", data, headers=HX)

    return post


def test_every_row_of_the_table_has_an_act_or_a_page_of_its_own():
    rows = {(row.of, row.action) for row in MOVES if row.action not in ELSEWHERE} - {("finding", "approve_plan")}
    assert rows == set(ACTS)


@pytest.mark.parametrize("act", OF_THE_LEDGER, ids=lambda act: f"{act.of}-{act.action}")
def test_every_dialog_opens_and_says_why_it_cannot_be_done_by_an_observer(act, started, visit, person, office):
    address = f"/ledgers/{started.ledger.pk}/{act.of}s/do/{act.action}/?{act.of}=1"
    assert office.get(address).status_code == 200
    page = html(visit(person("observer", "市水务局")).get(address))
    assert "notice care" in page
    assert f'<button class="button filled" type="submit">{act.move.word}' not in page


def test_files_are_put_under_several_measures_and_numbered(do, started, home):
    files = [SimpleUploadedFile("会议纪要.txt", "研究供水整改".encode()), SimpleUploadedFile("台账.txt", b"1")]
    page = html(do("contact", "measures", "add_evidence", {"measure": [1], "given": files, "fellows": [2]}))
    assert "已办理" in page
    measure, other = started.ledger.measures.filter(serial__in=[1, 2]).order_by("serial")
    assert [one.number for one in measure.evidence.all()] == ["1-1-1", "1-1-2"]
    assert [one.number for one in other.evidence.all()] == ["1-2-1", "1-2-2"]
    assert Evidence.objects.values("original").distinct().count() == 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "请选择文件"), ({"name": "纪要"}, "请写明名称、文号和存放处"), ({"given": SimpleUploadedFile("a.exe", b"MZ\x90\0\x03\0")}, "a.exe"),
        ({"classified": "on", "given": SimpleUploadedFile("a.txt", b"1")}, "涉密材料不上传"),
        ({"given": SimpleUploadedFile("a.txt", "机密★10年".encode())}, "密级"),
    ],
)  # fmt: skip
def test_what_cannot_be_evidence_is_said_and_nothing_kept(do, data, why, home):
    response = do("contact", "measures", "add_evidence", {"measure": 1, **data})
    assert response.status_code == 422
    assert why in html(response)
    assert not Evidence.objects.exists()


def test_a_signature_on_paper_is_registered_with_its_scan(do, started, home):
    started.completed()
    started.submit()
    paper = {"finding": 1, "medium": "paper", "meeting": "党组会第3次", "name": "周组长", "signed_on": "2026-11-22"}
    scan = SimpleUploadedFile("签批.txt", "同意".encode())
    page = html(do("office", "findings", "decide", {**paper, "reference": "审1号", "scan": scan}))
    assert "已办理“单位审定” 1 项。" in page
    given = Signature.objects.get(action="decide")
    assert (given.name, given.on_paper, given.reference, given.meeting) == ("周组长", True, "审1号", "党组会第3次")
    assert given.recorded_by == "张敏"
    assert given.scan is not None


def test_a_paper_without_its_signer_is_asked_about_and_what_was_typed_stays(do, started):
    started.completed()
    started.submit()
    response = do("office", "findings", "decide", {"finding": 1, "medium": "paper", "meeting": "党组会第3次"})
    assert response.status_code == 422
    assert "纸质签批要填写这一项" in html(response)
    assert "党组会第3次" in html(response)


def test_who_may_not_register_cannot_by_asking_for_paper(do, started):
    started.completed()
    started.submit()
    data = {"finding": 1, "medium": "paper", "meeting": "党组会", "name": "周组长", "signed_on": "2026-11-22"}
    assert do("contact", "findings", "decide", data).status_code == 422
    assert not Signature.objects.filter(action="decide").exists()


def test_rows_are_edited_together(do, started):
    rows = {"r0_what": "印发文件", "r0_kind": "文件", "r0_count": 2, "r0_required": "on", "r1_what": "", "r1_count": 1}
    assert "已办理" in html(do("office", "measures", "set_slots", {"measure": 1, **rows}))
    [slot] = started.ledger.measures.get(serial=1).slots.all()
    assert (slot.what, slot.count, slot.required) == ("印发文件", 2, True)


def test_who_is_overtaken_is_told_and_keeps_what_he_typed(do, started):
    measure = started.ledger.measures.get(serial=1)
    said = {"measure": 1, "as_of": "2026-11-22", "degree": "", "version": measure.version}
    assert "已办理" in html(do("contact", "measures", "report_progress", {**said, "text": "他写的"}))
    response = do("office", "measures", "report_progress", {**said, "text": "我写的"})
    assert response.status_code == 422
    assert "刚被别人修改过" in html(response)
    assert "我写的" in html(response)
    assert started.ledger.measures.get(serial=1).progress == "他写的"
    assert f'name="version" value="{measure.version + 1}"' in html(response)


def test_amounts_and_counts_are_kept_in_fen_and_numbers(do, started):
    do("office", "findings", "record_amounts", {"finding": 1, "TO_TREASURY_found": "12000.50", "TO_TREASURY_rectified": "800"})
    do("office", "findings", "record_accountability", {"finding": 1, "k1_people": "3"})
    finding = started.finding
    assert [(a.kind, a.found, a.rectified) for a in finding.amounts.all()] == [("上缴财政", 1200050, 80000)]
    assert [(a.kind, a.people) for a in finding.accountability.all()] == [("诫勉", 3)]
    for form in (AmountsForm, AccountabilityForm):
        assert form([finding], started.people["office"]).initial is not None


def test_evidence_is_looked_at_and_downloaded_safely(do, started, visit, person, home):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (20, 20), "navy").save(out, "JPEG")
    files = [SimpleUploadedFile("现场.jpg", out.getvalue()), SimpleUploadedFile("说明.txt", "已更换<b>12</b>公里".encode())]
    do("contact", "measures", "add_evidence", {"measure": 1, "given": files})
    office, base = visit(started.people["office"]), f"/ledgers/{started.ledger.pk}/evidence/1"
    assert "/evidence/1/1/pages/1.png" in html(office.get(f"{base}/1/preview/"))
    assert office.get(f"{base}/1/pages/1.png").content[:4] == b"\x89PNG"
    assert "已更换&lt;b&gt;12&lt;/b&gt;公里" in html(office.get(f"{base}/2/preview/"))
    response = office.get(f"{base}/2/")
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert visit(person("contact", "财务科")).get(f"{base}/1/").status_code == 404


def test_many_are_given_a_unit_with_a_note_on_each(ledger, office, clerk):
    from taizhang.ledger import history

    where = f"/ledgers/{ledger.pk}/measures/do/assign/"
    page = html(office.post(where, {"measure": [3, 4], "lead_unit": "财务科", "note": "党组会第21次"}, headers=HX))
    assert "已办理" in page
    third, fourth = ledger.measures.filter(serial__in=(3, 4)).order_by("serial")
    assert third.lead_unit_name == fourth.lead_unit_name == "财务科"
    assert "说明：党组会第21次" in history.sentence(history.last_of(third))


def test_what_is_left_empty_stays(ledger, office):
    where = f"/ledgers/{ledger.pk}/findings/do/set_deadline/"
    office.post(where, {"finding": [1, 2], "deadline": "2026-12-31", "note": "延后"}, headers=HX)
    first, second = ledger.findings.filter(serial__in=(1, 2)).order_by("serial")
    assert [str(first.deadline), str(second.deadline), first.horizon] == ["2026-12-31", "2026-12-31", "限期"]
    assert "至少填一项" in html(office.post(where, {"finding": [1], "note": "无"}, headers=HX))
