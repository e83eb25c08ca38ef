"""文稿校核 by HTTP: dropped, shown with its remarks, answered, held against others, taken along, deleted."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samples import papers
from samples.planted import MISTAKES, planted
from samples.story import load
from samples.write_docx import docx
from taizhang.drafts import actions
from taizhang.drafts.actions import Dropped
from taizhang.drafts.models import Draft, DraftState
from taizhang.intake import actions as intake
from taizhang.reading import read
from tests.conftest import TODAY
from tests.drafts.conftest import MENDED, NAME, NOTICE
from tests.drafts.test_actions import FEEDBACK, PLAN
from tests.reading.word import zipped

SAMPLE = docx(planted(papers.notice(load(TODAY))), [])


@pytest.fixture
def mine(visit, contact):
    """A contact at work: anybody may have his papers checked."""
    return visit(contact)


@pytest.fixture
def draft(contact, at):
    received = actions.receive(file=Dropped(NAME, NOTICE.encode()), by=contact, at=at)
    return actions.check(draft=received, at=at)


def page(client, draft):
    return client.get(f"/check/{draft.pk}/").content.decode()


def shown(client, draft):
    """The remarks as the page lists them: code → note."""
    return {note.remark.code: note for note in client.get(f"/check/{draft.pk}/").context["notes"]}


def drop(client, data, name=NAME, **more):
    return client.post("/check/", {"file": SimpleUploadedFile(name, data), **more})


def answered(client, draft, code, reason="原文无误", **more):
    said = {"place": shown(client, draft)[code].place, "round": draft.round, "reason": reason, **more}
    return client.post(f"/check/{draft.pk}/answer/", said, headers={"hx-request": "true"})


def test_a_dropped_paper_is_checked_and_shown(mine):
    response = drop(mine, NOTICE.encode())
    draft = Draft.objects.get()
    assert response.url == f"/check/{draft.pk}/"
    html = page(mine, draft)
    assert "各部分合计59条（50+4+5），与总数57条不符。" in html
    assert '<mark class="is-error">2026年9月31日</mark>' in html


def test_a_script_is_told_where_to_go(mine):
    response = mine.post("/check/", {"text": NOTICE}, headers={"hx-request": "true"})
    assert response["HX-Redirect"] == f"/check/{Draft.objects.get().pk}/"


def test_the_page_asks_again_until_it_is_checked(mine, contact, at):
    draft = actions.receive(file=Dropped(NAME, NOTICE.encode()), by=contact, at=at)
    assert 'hx-trigger="every 1s"' in page(mine, draft)
    actions.check(draft=draft, at=at)
    assert mine.get(f"/check/{draft.pk}/", headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_worst_first(mine, draft):
    severities = [note.severity for note in mine.get(f"/check/{draft.pk}/").context["notes"]]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_a_remark_stands_beside_its_line(mine, draft):
    rows = mine.get(f"/check/{draft.pk}/").context["rows"]
    [row] = [row for row in rows if any(note.remark.code == "dates.impossible" for note in row.notes)]
    assert "".join(piece.text for piece, _ in row.pieces) == "2026年9月31日前完成追缴。"


def test_the_six_planted_mistakes_are_found_at_their_places(mine):
    drop(mine, SAMPLE, "通报.docx")
    notes = shown(mine, Draft.objects.get())
    assert {mistake.code for mistake in MISTAKES} <= set(notes)
    assert notes["parts.sum"].remark.quote.startswith("57条整改措施已完成50条")


def test_what_is_mended_is_gone_and_it_is_said(mine, draft):
    drop(mine, MENDED.encode(), "改过.txt", follows=draft.pk)
    again = Draft.objects.first()
    assert "parts.sum" not in shown(mine, again)
    assert "改掉 1 条，新出现 0 条" in page(mine, again)


def test_an_answered_remark_stays_answered(mine, draft):
    assert answered(mine, draft, "dates.impossible").status_code == 200
    drop(mine, MENDED.encode())
    note = shown(mine, Draft.objects.first())["dates.impossible"]
    assert note.remark.answer == "原文无误"
    assert "已说明：原文无误" in page(mine, Draft.objects.first())


def test_after_an_answer_the_next_open_remark_is_at_hand(mine, draft):
    notes = mine.get(f"/check/{draft.pk}/").context["notes"]
    assert answered(mine, draft, notes[0].remark.code).context["next"] == notes[1].number


def test_all_of_a_kind_are_answered_at_once(mine):
    drop(mine, (NOTICE + "2026年6月31日前办结。\n").encode())
    draft = Draft.objects.get()
    assert shown(mine, draft)["dates.impossible"].alike == 2
    answered(mine, draft, "dates.impossible", alike="1")
    assert [n.remark.answer for n in mine.get(f"/check/{draft.pk}/").context["notes"]].count("原文无误") == 2


def test_a_reason_is_asked_for_and_nothing_else_changes(mine, draft):
    response = answered(mine, draft, "dates.impossible", reason=" ")
    assert response.status_code == 422
    assert "请写明为什么不改" in response.content.decode()


def test_an_answer_is_taken_back(mine, draft):
    answered(mine, draft, "dates.impossible")
    place = shown(mine, draft)["dates.impossible"].place
    mine.post(f"/check/{draft.pk}/take-back/", {"place": place, "round": 1})
    assert shown(mine, draft)["dates.impossible"].remark.answer is None


@pytest.mark.parametrize("said", [{"place": "99", "round": "1"}, {"place": "x", "round": "1"}, {"place": "0", "round": "7"}, {}])
def test_what_was_overtaken_is_shown_anew(mine, draft, said):
    response = mine.post(f"/check/{draft.pk}/answer/", {**said, "reason": "原文无误"}, headers={"hx-request": "true"})
    assert response["HX-Refresh"] == "true"


def test_it_works_without_a_script(mine, draft):
    place = shown(mine, draft)["dates.impossible"].place
    response = mine.post(f"/check/{draft.pk}/answer/", {"place": place, "round": 1, "reason": "原文无误"})
    assert response.url == f"/check/{draft.pk}/#n{place + 1}"


def test_a_plan_is_held_against_a_dropped_feedback(mine):
    drop(mine, PLAN.encode(), "方案.txt")
    draft = Draft.objects.get()
    mine.post(f"/check/{draft.pk}/against/", {"file": SimpleUploadedFile("反馈意见.txt", FEEDBACK.encode())})
    assert "节约用水工作推进不力" in shown(mine, draft)["answers.unanswered"].says
    mine.post(f"/check/{draft.pk}/against/", {"paper": "kept", "public": "no"})
    assert "answers.unanswered" in shown(mine, draft)
    mine.post(f"/check/{draft.pk}/against/", {"paper": ""})
    assert "answers.unanswered" not in shown(mine, draft)


def test_a_paper_brought_in_before_can_be_chosen_by_who_may_see_it(office, mine, clerk, draft, at):
    paper = intake.read(paper=intake.receive(data=FEEDBACK.encode(), name="反馈意见.txt", by=clerk, at=at), at=at)
    drop(office, PLAN.encode(), "方案.txt")
    own = Draft.objects.first()
    assert office.post(f"/check/{own.pk}/against/", {"paper": paper.pk}).status_code == 302
    assert "answers.unanswered" in shown(office, own)
    assert mine.post(f"/check/{draft.pk}/against/", {"paper": paper.pk}).status_code == 422


def test_a_paper_is_held_against_a_ledger(mine, draft, ledger):
    assert mine.post(f"/check/{draft.pk}/against/", {"ledger": ledger.pk, "as_of": "2026-11-22"}).status_code == 302
    draft.refresh_from_db()
    assert "台账里是4条措施" in shown(mine, draft)["answers.ledger"].says
    assert "2026年巡察整改台账" in page(mine, draft)


@pytest.mark.parametrize(
    ("said", "why"),
    [({"as_of": "2099-01-01"}, "还没有到"), ({"as_of": "2020-01-01"}, "还没有问题"), ({"as_of": "x"}, "日期")],
)
def test_a_wrong_day_is_said_at_the_form(mine, draft, ledger, said, why):
    response = mine.post(f"/check/{draft.pk}/against/", {"ledger": ledger.pk, **said})
    assert response.status_code == 422
    assert why in response.content.decode()


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "空.txt", "空文件"),
        (b"PK\x03\x04", "坏.docx", "压缩结构已损坏"),
        ("机密★\n关于整改情况的报告".encode(), "报告.txt", "密级“机密”"),
        (zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///x'>]><a>&b;</a>"}), "外.docx", "外部定义"),
        (zipped({"word/document.xml": "0" * 40_000_000}), "弹.docx", "异常"),
        (b"%PDF-1.7\nnothing", "坏.pdf", "损坏"),
    ],
    ids=["empty", "half", "secret", "entity", "bomb", "pdf"],
)
def test_what_is_not_taken_in_is_said_in_one_sentence(mine, data, name, why):
    response = drop(mine, data, name)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert not Draft.objects.exists()


def test_hostile_feedback_is_said_at_its_form(mine, draft):
    response = mine.post(f"/check/{draft.pk}/against/", {"file": SimpleUploadedFile("坏.docx", b"PK\x03\x04")})
    assert (response.status_code, "压缩结构已损坏" in response.content.decode()) == (422, True)


def test_what_a_text_says_is_no_markup(mine):
    drop(mine, "<script>alert(1)</script>的通报\n已于2026年9月31日前<b onclick=x>完成</b>。\n".encode())
    html = page(mine, Draft.objects.get())
    assert "<script>alert" not in html
    assert "<b onclick" not in html


def test_a_draft_is_nobody_elses(office, draft):
    for address in ("", "word/", "remarks.json"):
        assert office.get(f"/check/{draft.pk}/{address}").status_code == 404
    for address in ("against/", "answer/", "take-back/", "delete/"):
        assert office.post(f"/check/{draft.pk}/{address}").status_code == 404
    assert "通报.txt" not in office.get("/check/").content.decode()
    drop(office, MENDED.encode(), follows=draft.pk)
    assert Draft.objects.first().follows is None


def test_the_word_file_comes_back_with_comments(mine):
    drop(mine, SAMPLE, "通报.docx")
    draft = Draft.objects.get()
    response = mine.get(f"/check/{draft.pk}/word/")
    assert "%E6%A0%A1%E6%A0%B8" in response["Content-Disposition"]
    data = response.content
    comments = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode()
    assert "各部分合计59条" in comments
    assert read(data, "a.docx").text == read(SAMPLE, "a.docx").text


def test_comments_of_an_english_page_are_english(visit, contact):
    client = visit(contact, language="en")
    drop(client, SAMPLE, "a.docx")
    data = client.get(f"/check/{Draft.objects.get().pk}/word/").content
    assert "Error: " in zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode()


def test_another_kind_of_file_has_no_word_to_give(mine, draft):
    assert f"/check/{draft.pk}/word/" not in page(mine, draft)
    assert mine.get(f"/check/{draft.pk}/word/").url == f"/check/{draft.pk}/"


def test_the_remarks_as_json_are_those_of_the_command(mine, draft):
    answered(mine, draft, "dates.impossible")
    told = json.loads(mine.get(f"/check/{draft.pk}/remarks.json").content)["remarks"]
    assert {"code", "severity", "message", "quote", "start", "end", "suggestion"} <= set(told[0])
    assert [one["answer"] for one in told if one["code"] == "dates.impossible"] == ["原文无误"]


def test_a_paper_of_the_intake_is_checked_by_one_button(office, mine, clerk, at):
    paper = intake.read(paper=intake.receive(data=NOTICE.encode(), name=NAME, by=clerk, at=at), at=at)
    assert f'action="/intake/{paper.pk}/check/"' in office.get(f"/intake/{paper.pk}/").content.decode()
    office.post(f"/intake/{paper.pk}/check/")
    assert "parts.sum" in shown(office, Draft.objects.get())
    assert mine.post(f"/intake/{paper.pk}/check/").status_code == 404


def test_what_cannot_be_read_any_more_says_so(mine, contact, at, settings):
    draft = actions.receive(file=Dropped(NAME, NOTICE.encode() + b"lost"), by=contact, at=at)
    (settings.HOME / "files" / draft.original_id[:2] / draft.original_id).unlink()
    draft = actions.check(draft=draft, at=at)
    assert draft.state == DraftState.UNREADABLE
    assert "请从备份恢复" in page(mine, draft)
    assert mine.get(f"/check/{draft.pk}/remarks.json").status_code == 404


def test_it_is_deleted_by_its_person(mine, draft):
    assert mine.post(f"/check/{draft.pk}/delete/").url == "/check/"
    assert not Draft.objects.exists()


def test_a_paper_without_remarks_says_what_was_looked_for(mine):
    drop(mine, "关于召开防汛例会的通知\n请于11月25日下午3时到局三楼会议室开会。\n".encode())
    assert "项校核，没有提示。" in page(mine, Draft.objects.get())


def test_a_page_shows_a_bounded_number_of_remarks_worst_first(mine):
    drop(mine, (NOTICE + "已于2026年6月31日办结。\n" * 400).encode())
    response = mine.get(f"/check/{Draft.objects.get().pk}/")
    assert len(response.context["notes"]) == 200
    assert "条没有在这里列出" in response.content.decode()


def test_it_is_there_in_english(visit, contact, draft):
    [note] = [
        n for n in visit(contact, language="en").get(f"/check/{draft.pk}/").context["notes"] if n.remark.code == "parts.sum"
    ]
    assert note.remark.english in page(visit(contact, language="en"), draft)


@pytest.mark.parametrize("many", [1, 60])
def test_the_list_reads_a_bounded_number_of_rows(mine, contact, at, many, django_assert_max_num_queries):
    for n in range(many):
        actions.receive(file=Dropped(f"{n}.txt", b"%d" % n), by=contact, at=at + timedelta(seconds=n))
    with django_assert_max_num_queries(6):
        response = mine.get("/check/")
    assert len(response.context["drafts"]) == min(many, 50)


@pytest.mark.parametrize("times", [1, 40])
def test_a_draft_takes_the_same_queries_however_many_remarks(mine, contact, at, times, django_assert_max_num_queries):
    data = (NOTICE + "已于2026年6月31日办结。\n" * times).encode()
    draft = actions.check(draft=actions.receive(file=Dropped(NAME, data), by=contact, at=at), at=at)
    with django_assert_max_num_queries(10):
        page(mine, draft)
    with django_assert_max_num_queries(24):
        answered(mine, draft, "dates.impossible", alike="1")
