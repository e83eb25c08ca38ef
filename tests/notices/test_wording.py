"""What messages say: numbers and where to look; no word of a finding, nobody's name, in whatever channel."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.ledger.models import Finding, Measure
from taizhang.notices import bundling, dealing, following, scanning, sending, wording
from taizhang.notices.models import Delivery, Matter, Notice
from taizhang.notices.reasons import REASONS
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
MARK = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=6, max_size=12)


def all_told(at, days=3):
    """Everything noted, passed on, bundled and sent in the days after ``at``."""
    scanning.scan(at)
    following.follow(at)
    dealing.deal(at)
    for hours in range(0, days * 24, 6):
        bundling.bundle(at + timedelta(hours=hours))
        sending.send_waiting(at + timedelta(hours=hours))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secret=MARK)
def test_no_word_of_a_finding_and_nobodys_name_goes_outside(secret, ledger, water, clerk, mailed, group, there, outbox, at):
    Finding.objects.update(statement=f"问题{secret}", deadline=TODAY, leader=f"领导{secret}", owned_by=secret)
    Measure.objects.update(title=secret, text=f"措施{secret}", progress=secret)
    for user in (mailed(water), mailed(clerk)):
        type(user).objects.filter(pk=user.pk).update(name=f"人{secret}")
    Notice.objects.all().delete(), Matter.objects.all().delete()
    outbox.clear(), there.got.clear()
    all_told(at)
    sent = [mail.subject + mail.body for mail in outbox] + [body.decode() for *_, body in there.got]
    kept = [delivery.subject + delivery.text for delivery in Delivery.objects.all()]
    assert len(outbox) == 2
    assert len(there.got) == 1
    assert not any(secret in text for text in [*sent, *kept])


def test_a_mail_says_how_many_of_what_and_where_to_look(ledger, water, mailed, outbox, at):
    mailed(water)
    Finding.objects.filter(serial=1).update(deadline=TODAY)
    all_told(at)
    [mail] = outbox
    assert mail.subject == "台账通知：1 个问题即将到期"
    assert mail.to == ["someone@water.example"]
    assert "2026年巡察整改台账\n  1 个问题即将到期" in mail.body
    assert "https://taizhang.example/notices/" in mail.body


def test_numbers_of_a_day_are_added_up(ledger, clerk, at):
    rows = [Notice(ledger=ledger, reason=code, n=n) for code, n in (("overdue", 2), ("soon", 1), ("overdue", 3))]
    assert wording.said(rows) == ["1 个问题即将到期", "5 个问题已逾期"]


def test_every_reason_can_be_said_without_more_than_its_number():
    for reason in REASONS:
        assert wording.line(reason, 7).count("7") == ("%(n)d" in reason.says)


def test_a_group_is_not_even_told_the_ledgers_title(ledger, group, there, at):
    Finding.objects.filter(serial=1).update(deadline=TODAY)
    all_told(at)
    [(_, _, body)] = there.got
    assert "【台账】市水务局：1 个问题即将到期。" in body.decode()
    assert ledger.title not in body.decode()


def test_without_an_address_of_its_own_a_message_names_none(settings):
    settings.SITE_ADDRESS = ""
    assert wording.where() == ["请登录台账系统查看。"]
