"""通知 on the web: the bell, the list, where each leads, how one wishes to be told, units' groups, what was sent."""

import re

import pytest
from django.utils import timezone

from taizhang.journal.models import Event
from taizhang.notices import following, scanning
from taizhang.notices.dealing import deal
from taizhang.notices.models import Delivery, Group, Notice, Preference
from taizhang.supervision.models import Round
from tests.supervision.rounds import begin, share

NOW = timezone.now()
TODAY = timezone.localdate()
WISHES = {
    "reasons": ["soon", "returned"],
    "daily": "0",
    "daily_hour": "9",
    "quiet_from": "18",
    "quiet_until": "9",
    "language": "en",
}
ROBOT = {
    "name": "整改工作群",
    "channel": "dingtalk",
    "address": "https://8.8.8.8/robot/send?access_token=hidden-token-9876",
    "secret": "SECret-of-robot",
}


@pytest.fixture(autouse=True)
def mail_is_sent(settings):
    settings.EMAIL_HOST = "mail.example"


@pytest.fixture
def told(ledger, clerk):
    """The clerk is told of two findings near their deadline."""
    ledger.findings.filter(serial__in=[1, 2]).update(deadline=TODAY)
    ledger.findings.filter(serial=3).update(deadline=None)
    scanning.scan(NOW)
    deal(NOW)
    return Notice.objects.get(user=clerk)


def words(response, status=200):
    assert response.status_code == status, response.content.decode()[:600]
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode().partition("<main")[2])


def test_the_bell_says_how_many_are_unread(office, told):
    assert 'aria-label="通知：1 条未读"' in office.get("/").content.decode()
    office.post("/notices/read/")
    assert 'aria-label="通知"' in office.get("/").content.decode()


def test_the_bell_costs_one_query_however_many(office, told, clerk, ledger, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as before:
        office.get("/")
    more = [Notice(user=clerk, ledger=ledger, reason="soon", n=1, batch=-n, made_at=NOW) for n in range(150)]
    Notice.objects.bulk_create(more)
    with django_assert_max_num_queries(len(before)) as after:
        assert "99+" in office.get("/").content.decode()
    assert sum("notices_notice" in query["sql"] for query in after) == 1


def test_a_notice_leads_to_the_ledgers_filter_and_is_read(office, told, ledger):
    assert "2个问题即将到期" in words(office.get("/notices/"))
    assert office.get(f"/notices/{told.pk}/").url == f"/ledgers/{ledger.pk}/?deadline=week"
    told.refresh_from_db()
    assert told.read_at


def test_what_came_back_has_a_list_of_its_own(visit, started, at):
    way = started.completed()
    way.submit(), way.give_back()
    following.follow(at)
    deal(at)
    client = visit(way.people["contact"])
    notice = Notice.objects.get(user=way.people["contact"], reason="returned")
    said = words(client.get(f"/notices/{notice.pk}/"))
    assert "1项被退回" in said
    assert "管网漏损率偏高" in said


def test_somebody_elses_notice_is_not_found(visit, told, contact):
    assert visit(contact).get(f"/notices/{told.pk}/").status_code == 404


def test_the_list_reads_a_bounded_number_of_rows(office, clerk, ledger, django_assert_max_num_queries):
    rows = [Notice(user=clerk, ledger=ledger, reason="soon", n=n, batch=n, made_at=NOW) for n in range(1, 120)]
    Notice.objects.bulk_create(rows)
    with django_assert_max_num_queries(8):
        page = office.get("/notices/").content.decode()
    assert page.count("<li data-row") == 50
    assert "69 个问题" in office.get("/notices/?" + re.search(r"\?(after=\d+)", page)[1]).content.decode()


def test_nobody_has_notices_yet(office):
    assert "还没有通知" in words(office.get("/notices/"))


def test_somebody_says_how_he_wishes_to_be_told(office, clerk):
    assert office.post("/notices/settings/", {**WISHES, "by_mail": "on"}).status_code == 302
    kept = Preference.objects.get(user=clerk)
    assert (kept.daily, kept.daily_hour, kept.quiet_from, kept.quiet_until) == (False, 9, 18, 9)
    assert (kept.by_mail, kept.working_days_only, kept.language) == (True, False, "en")
    assert [code for code in ("soon", "overdue", "returned", "chased") if kept.wants(code)] == ["soon", "returned"]
    page = office.get("/notices/settings/").content.decode()
    assert re.search(r'value="soon"[^>]*checked', page)
    assert not re.search(r'value="overdue"[^>]*checked', page)


def test_saying_the_same_again_leaves_no_second_event(office):
    for _ in range(2):
        office.post("/notices/settings/", WISHES)
    assert Event.objects.filter(name="notices:prefer").count() == 1


def test_what_cannot_be_meant_is_said_at_the_form(office):
    assert "点" in words(office.post("/notices/settings/", {**WISHES, "quiet_from": "25"}), 422)


def test_a_group_is_added_and_its_robot_never_shown_again(office, clerk, units):
    response = office.post("/settings/groups/add/", {**WISHES, **ROBOT, "unit": units["市水务局"].pk}, follow=True)
    group = Group.objects.get()
    assert (group.unit, group.secret) == (units["市水务局"], ROBOT["secret"])
    pages = [
        response,
        office.get("/settings/groups/"),
        office.get(f"/settings/groups/{group.pk}/"),
        office.get("/settings/deliveries/"),
    ]
    events = " ".join(Event.objects.values_list("payload", flat=True))
    for text in [*(page.content.decode() for page in pages), events]:
        assert "hidden-token" not in text
        assert ROBOT["secret"] not in text
    assert "8.8.8.8/…9876" in pages[1].content.decode()


@pytest.mark.parametrize(
    "address", ["http://8.8.8.8/", "https://127.0.0.1/hook", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/"]
)
def test_a_robot_inside_is_refused_at_the_form(office, units, address):
    said = words(office.post("/settings/groups/add/", {**WISHES, **ROBOT, "address": address, "unit": units["市水务局"].pk}), 422)
    assert "网址" in said
    assert not Group.objects.exists()


def test_a_group_keeps_its_robot_when_the_form_leaves_it_empty(office, units):
    office.post("/settings/groups/add/", {**WISHES, **ROBOT, "unit": units["市水务局"].pk})
    group = Group.objects.get()
    office.post(
        f"/settings/groups/{group.pk}/", {**WISHES, "name": "局整改群", "channel": "dingtalk", "address": "", "secret": ""}
    )
    group.refresh_from_db()
    assert (group.name, group.address, group.secret) == ("局整改群", ROBOT["address"], ROBOT["secret"])


def test_a_group_is_tried_then_stopped_and_its_robot_forgotten(office, units):
    office.post("/settings/groups/add/", {**WISHES, **ROBOT, "unit": units["供水科"].pk})
    group = Group.objects.get()
    office.post(f"/settings/groups/{group.pk}/try/"), office.post(f"/settings/groups/{group.pk}/try/")
    assert Delivery.objects.count() == 1
    assert "等待发送" in words(office.get(f"/settings/groups/{group.pk}/"))
    office.post(f"/settings/groups/{group.pk}/stop/")
    group.refresh_from_db()
    assert (group.address, group.secret, bool(group.stopped_at)) == ("", "", True)
    assert office.get(f"/settings/groups/{group.pk}/").status_code == 404


def test_contacts_set_no_groups_and_offices_only_their_own(visit, contact, person, units, office):
    assert visit(contact).get("/settings/groups/").status_code == 403
    assert visit(contact).get("/settings/deliveries/").status_code == 403
    office.post("/settings/groups/add/", {**WISHES, **ROBOT, "unit": units["市水务局"].pk})
    elsewhere = visit(person("office", "市委巡察办"))
    assert elsewhere.get(f"/settings/groups/{Group.objects.get().pk}/").status_code == 404
    assert words(elsewhere.post("/settings/groups/add/", {**WISHES, **ROBOT, "unit": units["市水务局"].pk}), 422)


def test_the_log_says_what_was_perhaps_sent_and_why_something_was_not(visit, person, clerk):
    to = {"user": clerk, "channel": "mail", "text": "", "made_at": NOW, "not_before": NOW}
    Delivery.objects.create(key="a", subject="第一封", state="sent", sent_at=NOW, perhaps_at=NOW, **to)
    Delivery.objects.create(key="b", subject="第二封", state="given_up", trouble="对方没有收下：310000", tries=6, **to)
    client = visit(person("administrator", "市水务局"))
    said = words(client.get("/settings/deliveries/"))
    assert "也许发了两次" in said
    assert "对方没有收下：310000" in said
    assert "第一封" not in words(client.get("/settings/deliveries/?state=given_up"))


def test_an_office_sees_no_mails_to_people(office, clerk):
    Delivery.objects.create(key="a", subject="给某人", user=clerk, channel="mail", made_at=NOW, not_before=NOW)
    assert "给某人" not in words(office.get("/settings/deliveries/"))


def test_units_that_have_not_answered_are_reminded_once_a_day(office, visit, ledger, units, clerk, contact):
    share(ledger, units["财务科"], clerk, NOW)
    begin(ledger, clerk, NOW, as_of=TODAY, due=TODAY)
    address = f"/ledgers/{ledger.pk}/rounds/1/"
    assert "发送提醒" in words(office.get(address))
    for _ in range(2):
        office.post(f"{address}chase/")
    assert Event.objects.filter(name="round:chase").count() == 1
    assert "今天已发送提醒" in words(office.get(address))
    following.follow(timezone.now())
    deal(timezone.now())
    reminded = Notice.objects.filter(user=contact, reason="chased").get()
    assert visit(contact).get(f"/notices/{reminded.pk}/").url == f"/ledgers/{ledger.pk}/?mine=1"
    assert Round.objects.get().is_open
