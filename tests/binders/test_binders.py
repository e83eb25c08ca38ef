"""Binders: asked for by whoever sees something, made of what he sees, kept some days."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from taizhang.binders import actions, tasks
from taizhang.binders.actions.making import MOST_TRIES, SILENT
from taizhang.binders.gathering import CLASSIFIED, binder_of
from taizhang.binders.models import Binder, BinderForm, BinderState
from taizhang.binders.policy import sees_all_of
from taizhang.files import store
from taizhang.journal.models import Event
from taizhang.ledger.actions import Given, Refused, add_evidence, assign, set_slots
from taizhang.ledger.slots import SlotWanted
from taizhang.reports import pdf
from tests.conftest import AT, TODAY

WITH_OFFICE = pytest.mark.skipif(pdf.why_not() is not None, reason="LibreOffice is not installed")


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def photograph():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def proved(ledger, clerk):
    """The ledger with a photograph, a paper and something classified under its first measure."""
    given = [
        Given("改造后.png", store.keep(photograph(), at=AT)),
        Given("会议纪要", None, "水办〔2026〕8号", "档案室2柜"),
        Given("管网走向图", None, "水密〔2026〕1号", "机要室", True),
    ]
    add_evidence(measures=[ledger.measures.get(serial=3)], slot=None, files=given, by=clerk, at=AT)
    return ledger


def bound(ledger, by, form=BinderForm.ZIP, finding=None):
    binder = actions.bind(ledger=ledger, finding=finding, form=form, by=by, at=AT)
    actions.make(binder=binder, at=AT)
    return Binder.objects.get(pk=binder.pk)


def test_what_is_bound_is_noted_in_the_ledgers_log(proved, clerk):
    actions.bind(ledger=proved, form=BinderForm.ZIP, by=clerk, at=AT)
    actions.bind(ledger=proved, finding=proved.findings.get(serial=2), form=BinderForm.ZIP, by=clerk, at=AT)
    last = Event.objects.filter(log__key=proved.log_key).order_by("-seq")[:2]
    assert [(e.name, e.subject, e.facts["pieces"]) for e in last] == [
        ("finding:bind", "finding:2", 3),
        ("ledger:bind", "ledger", 3),
    ]


def test_what_is_being_made_is_not_asked_for_twice(proved, clerk):
    first, again = (actions.bind(ledger=proved, form=BinderForm.ZIP, by=clerk, at=AT) for _ in range(2))
    assert first == again


def test_a_zip_has_every_piece_in_its_place(proved, clerk):
    binder = bound(proved, clerk)
    assert (binder.state, binder.missing) == (BinderState.READY, [])
    names = zipfile.ZipFile(binder.file).namelist()
    assert [name.rpartition("/")[2] for name in names if "规范收缴/" in name] == [
        "2-1-1 改造后.png",
        "2-1-2 存放说明.docx",
        "2-1-3 存放说明.docx",
    ]
    assert {"目录.docx", "目录.html"} < set(names)


def test_of_what_is_classified_only_number_and_place_are_told(proved, clerk):
    pieces = [*binder_of(clerk, proved, TODAY)[0].pieces()]
    assert (pieces[2].name, pieces[2].place) == (CLASSIFIED, "水密〔2026〕1号　机要室")
    archive = zipfile.ZipFile(bound(proved, clerk).file)
    assert not any("管网走向图".encode() in archive.read(name) for name in archive.namelist() if name.endswith(".html"))


def test_a_contact_gets_what_he_sees_and_no_more(proved, clerk, contact, units):
    with pytest.raises(Refused, match="没有您能看到的问题"):
        actions.bind(ledger=proved, form=BinderForm.ZIP, by=contact, at=AT)
    finding = proved.findings.get(serial=2)
    assign(subject=finding, lead_unit=units["财务科"], leader="", assisting="", version=finding.version, by=clerk, at=AT)
    assert bound(proved, contact).serials == [2]


def test_who_sees_less_than_before_does_not_fetch_it(proved, clerk, contact, units):
    finding = proved.findings.get(serial=2)
    assign(subject=finding, lead_unit=units["财务科"], leader="", assisting="", version=finding.version, by=clerk, at=AT)
    binder = bound(proved, contact)
    assert sees_all_of(contact, binder)
    finding.refresh_from_db()
    assign(subject=finding, lead_unit=units["河湖科"], leader="", assisting="", version=finding.version, by=clerk, at=AT)
    assert not sees_all_of(contact, binder)


def test_a_file_that_is_gone_from_the_store_is_named_with_its_place(proved, clerk):
    original = proved.measures.get(serial=3).evidence.get(position=1).original
    store.path_of(original.digest).unlink()
    binder = bound(proved, clerk)
    assert [one["number"] for one in binder.missing] == ["2-1-1"]
    assert "请从备份恢复" in binder.missing[0]["why"]


@WITH_OFFICE
def test_a_pdf_has_cover_contents_and_a_page_for_what_lies_elsewhere(proved, clerk):
    import pypdfium2

    binder = bound(proved, clerk, BinderForm.PDF, proved.findings.get(serial=2))
    assert (binder.state, binder.problem) == (BinderState.READY, "")
    assert [one["number"] for one in binder.missing] == ["2-1-2", "2-1-3"]
    with pypdfium2.PdfDocument(binder.file) as document:
        said = [page.get_textpage().get_text_range() for page in document]
    assert "整改档案（问题2）" in "".join(said[0].split())
    assert "2-1-1" in said[1]
    assert any("机要室" in page and "材料存放说明" in page for page in said)
    assert all(f"— {n} —" in page for n, page in enumerate(said[1:], 2))
    assert binder.pages == len(said)


def test_without_libreoffice_a_zip_is_offered(proved, clerk, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ValidationError, match="没有安装 LibreOffice"):
        actions.bind(ledger=proved, form=BinderForm.PDF, by=clerk, at=AT)


def test_one_whose_making_crashed_is_made_again_but_not_for_ever(proved, clerk):
    binder = actions.bind(ledger=proved, form=BinderForm.ZIP, by=clerk, at=AT)
    Binder.objects.update(beat_at=AT, tries=1)
    tasks.make_left_lying()
    assert Binder.objects.get().state == BinderState.READY
    Binder.objects.update(state=BinderState.WAITING, tries=MOST_TRIES, beat_at=AT)
    actions.make(binder=binder, at=AT + 2 * SILENT)
    assert Binder.objects.get().state == BinderState.FAILED


def test_one_that_is_being_made_is_left_alone(proved, clerk):
    binder = actions.bind(ledger=proved, form=BinderForm.ZIP, by=clerk, at=AT)
    Binder.objects.update(beat_at=AT, tries=1)
    actions.make(binder=binder, at=AT + timedelta(seconds=5))
    assert Binder.objects.get().state == BinderState.WAITING


def test_its_days_over_it_is_deleted_with_its_file(proved, clerk):
    binder = bound(proved, clerk)
    assert actions.delete_expired(before=AT + timedelta(days=1), at=AT) == 1
    assert not binder.file.exists()
    assert not Binder.objects.exists()


def test_what_it_costs_hangs_on_no_number_of_rows(proved, clerk):
    from tests.ledger.measures import PROOF

    def queries():
        with CaptureQueriesContext(connection) as asked:
            binder_of(clerk, proved, TODAY)
        return len(asked)

    before = queries()
    add_evidence(measures=list(proved.measures.all()), slot=None, files=[PROOF], by=clerk, at=AT)
    assert queries() == before


def test_what_was_made_of_the_whole_is_not_fetched_by_who_sees_a_part(proved, clerk, contact, units):
    """Even where he sees every finding in it: scans of what was signed tell of others."""
    finding = proved.findings.get(serial=2)
    assign(subject=finding, lead_unit=units["财务科"], leader="", assisting="", version=finding.version, by=clerk, at=AT)
    binder = bound(proved, clerk, finding=finding)
    assert binder.whole
    assert sees_all_of(clerk, binder)
    assert not sees_all_of(contact, binder)


def test_one_is_made_at_a_time_and_the_next_when_it_is_done(proved, clerk):
    first = actions.bind(ledger=proved, form=BinderForm.ZIP, by=clerk, at=AT)
    other = actions.bind(ledger=proved, finding=proved.findings.get(serial=2), form=BinderForm.ZIP, by=clerk, at=AT)
    Binder.objects.filter(pk=first.pk).update(beat_at=AT, tries=1)
    actions.make(binder=other, at=AT)
    assert Binder.objects.get(pk=other.pk).state == BinderState.WAITING
    Binder.objects.filter(pk=first.pk).update(beat_at=None)
    tasks.make_binder.func(first.pk)
    assert {one.state for one in Binder.objects.all()} == {BinderState.READY}


def test_a_measures_pieces_come_in_the_order_of_its_slots(ledger, clerk):
    measure = ledger.measures.get(serial=3)
    wanted = [SlotWanted("document", "方案"), SlotWanted("document", "验收单")]
    measure = set_slots(measure=measure, slots=wanted, version=measure.version, by=clerk, at=AT)
    plan, report = measure.slots.order_by("position")
    for slot, name in ((None, "其他"), (report, "验收单"), (plan, "方案")):
        add_evidence(measures=[measure], slot=slot, files=[Given(name, None, "1号", "档案室")], by=clerk, at=AT)
    assert [piece.name for piece in binder_of(clerk, ledger, TODAY)[0].pieces()] == ["方案", "验收单", "其他"]


def test_a_ledger_too_large_is_bound_finding_by_finding(proved, clerk, monkeypatch):
    monkeypatch.setattr("taizhang.binders.actions.asking.MOST_FINDINGS", 1)
    with pytest.raises(ValidationError, match="请逐个问题汇编"):
        actions.bind(ledger=proved, form=BinderForm.ZIP, by=clerk, at=AT)
    actions.bind(ledger=proved, finding=proved.findings.get(serial=2), form=BinderForm.ZIP, by=clerk, at=AT)
