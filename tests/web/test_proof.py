"""账本校验: the head to keep, an older one asked about, proofs to take along – for whom and of what."""

import json
import re

import pytest
from django.urls import reverse

from taizhang.journal.head import Typed
from taizhang.journal.heads import head_of, head_then
from taizhang.journal.models import Event
from taizhang.journal.proof import read
from taizhang.ledger import actions
from taizhang.ledger.actions import set_office_unit
from taizhang.reading import read as document


def at(ledger, name="ledger_head", **more):
    return reverse(name, kwargs={"pk": ledger.pk, **more})


def asked(client, ledger, head):
    page = client.get(at(ledger), {"head": head})
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def grown(ledger, units, clerk, at):
    """The ledger with one more event, and the head that was printed before it."""
    before = head_of(ledger.log_key)
    set_office_unit(ledger=ledger, unit=units["办公室"], by=clerk, at=at)
    return ledger, before


def test_the_head_stands_there_to_be_copied(office, ledger):
    head = head_of(ledger.log_key)
    page = office.get(at(ledger)).content.decode()
    assert f"<code>{head.code}</code>" in page
    assert "共 4 条" in page
    assert f'href="{at(ledger)}"' in office.get(reverse("ledger", args=[ledger.pk])).content.decode()
    assert office.get(at(ledger, "ledger_head_file")).content.decode() == f"{ledger.log_key} {head}\n"


def test_an_older_head_is_still_contained(office, grown):
    ledger, before = grown
    page = asked(office, ledger, before.printed)
    assert "对得上。" in page
    assert "前 4 条与当时一样" in page
    assert "此后增加了 1 条。" in page
    [address] = re.findall(r'href="([^"]+proof\.json\?head=[^"]+)"', page)
    proof = read(office.get(address).content)
    assert (proof.only_adds, proof.older, proof.head.size) == (True, before, 5)


def test_a_head_of_another_past_is_not(office, grown):
    ledger, before = grown
    other = "0" * 40
    assert "到第 4 条时不是这个校验码" in asked(office, ledger, f"4:{other}")
    assert "您留存的是 9 条，现在只有 5 条" in asked(office, ledger, f"9:{other}")
    Event.objects.filter(log__key=ledger.log_key, seq=2).update(payload="{}")
    assert "第 3 条与记录时不符" in asked(office, ledger, before.printed)


def test_a_long_log_is_answered_from_its_nodes_and_says_so(office, grown, monkeypatch):
    ledger, before = grown
    monkeypatch.setattr("taizhang.journal.containing.AT_ONCE", 3)
    assert "taizhang verify --head" in asked(office, ledger, before.printed)


@pytest.mark.parametrize("typed", ["校验码", "12:abc", "<script>"])
def test_what_is_no_head_is_said_at_the_field(office, ledger, typed):
    page = asked(office, ledger, typed)
    assert 'aria-invalid="true"' in page
    assert "<script>alert" not in page
    assert office.get(at(ledger, "proof_since"), {"head": typed}).status_code == 400


def test_no_proof_since_a_head_that_never_was(office, ledger):
    assert office.get(at(ledger, "proof_since"), {"head": f"2:{'0' * 40}"}).status_code == 404


def test_an_event_is_taken_along_from_the_timeline(office, ledger):
    finding = ledger.findings.get(serial=1)
    timeline = office.get(reverse("finding", args=[ledger.pk, finding.serial])).content.decode()
    address = at(ledger, "event_proof", serial=1, seq=1)
    assert f'href="{address}"' in timeline
    answer = office.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    proof = read(answer.content)
    assert (proof.holds_event, proof.event["subject"]) == (True, "finding:1")
    assert Typed.parse(head_then(ledger.log_key, 4).printed).fits(proof.head)


def test_nobody_takes_along_what_he_may_not_see(visit, ledger, contact, person):
    """The contact of the finance section sees nothing of finding 1; of what is his, only its own events."""
    mine = ledger.findings.get(serial=2)
    mine.lead_unit = contact.posts[0].unit
    mine.save()
    his = visit(contact)
    assert his.get(at(ledger, "event_proof", serial=1, seq=1)).status_code == 404
    assert his.get(at(ledger, "event_proof", serial=2, seq=1)).status_code == 404
    assert his.get(at(ledger, "event_proof", serial=2, seq=2)).status_code == 200
    assert his.get(at(ledger)).status_code == 200
    stranger = visit(person("contact", "江岸市"))
    for name in ("ledger_head", "ledger_head_file", "proof_since"):
        assert stranger.get(at(ledger, name)).status_code == 404


def test_of_a_changed_log_nothing_is_taken_along_and_it_is_said(office, ledger):
    Event.objects.filter(log__key=ledger.log_key, seq=1).update(payload=json.dumps({"statement": "改"}))
    answer = office.get(at(ledger, "event_proof", serial=1, seq=1), follow=True)
    assert answer.redirect_chain == [(at(ledger), 302)]
    assert "写不出证明" in answer.content.decode()


@pytest.mark.parametrize(("size", "said"), [("9" * 20, "对不上。"), ("0", "对不上。"), ("1" * 40, 'aria-invalid="true"')])
def test_numbers_beyond_all_events_are_none(office, ledger, size, said):
    assert said in asked(office, ledger, f"{size}:{'0' * 40}")
    assert office.get(f"/ledgers/{ledger.pk}/findings/1/events/{size}/proof.json").status_code == 404


def test_the_office_says_to_whom_heads_are_copied(office, visit, ledger, contact, settings):
    settings.EMAIL_HOST = ""
    answer = office.post(at(ledger, "copy_heads"), {"addresses": "xcb@city.example\n"})
    assert answer.status_code == 302
    page = office.get(at(ledger)).content.decode()
    assert "xcb@city.example</textarea>" in page
    assert "还没有设置发信服务器" in page
    wrong = office.post(at(ledger, "copy_heads"), {"addresses": "巡察办"})
    assert (wrong.status_code, "“巡察办”不是邮箱地址。" in wrong.content.decode()) == (422, True)
    ledger.findings.filter(serial=1).update(lead_unit=contact.posts[0].unit)
    assert visit(contact).post(at(ledger, "copy_heads"), {"addresses": ""}).status_code == 422


def test_what_is_signed_bears_the_head_on_screen_and_in_word(visit, started):
    way = started.completed()
    way.submit(way.findings)
    made = actions.make_form(action="decide", subjects=way.findings, by=way.people["office"], at=way.at)
    head, office = head_of(way.ledger.log_key), visit(way.people["office"])
    page = office.get(reverse("approval_form", args=[way.ledger.pk, made.serial])).content.decode()
    assert head.printed in page
    for name, serial in (("approval_form_word", made.serial), ("close_out_word", way.finding.serial)):
        text = document(office.get(reverse(name, args=[way.ledger.pk, serial])).content, "a.docx").text
        typed = Typed.parse(next(line for line in text.splitlines() if "账本校验" in line))
        assert typed.fits(head)
