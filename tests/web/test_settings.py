"""设置 by HTTP: for administrators, one action a page, refusals said where they belong."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.accounts.actions import close_account
from taizhang.accounts.models import Membership, Unit, User
from taizhang.journal.append import SYSTEM
from taizhang.web import unit_tree
from taizhang.web.urls import urlpatterns
from tests.reading.excel import workbook

QUERIES = 12
OF_OFFICES = ("profile", "group", "deliveries")  # what an office sets as well
PAGES = [
    pattern for pattern in urlpatterns if str(pattern.pattern).startswith("settings/") and not pattern.name.startswith(OF_OFFICES)
]


@pytest.fixture
def administrator(person):
    return person("administrator", "市水务局", "陈刚")


@pytest.fixture
def settings_of(visit, administrator):
    return visit(administrator)


def password_in(response):
    return re.search(r"<code>(\w{4}-\w{4}-\w{4})</code>", response.content.decode())[1]


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
def test_everybody_else_is_told_who_does_it(pattern, office):
    address = reverse(pattern.name, kwargs=dict.fromkeys(pattern.pattern.converters, 1))
    for response in (office.get(address), office.post(address)):
        assert response.status_code == 403
        assert "由系统管理员设置" in response.content.decode()


def test_only_an_administrator_is_shown_the_way(settings_of, office):
    assert "/settings/units/" in settings_of.get("/").content.decode()
    assert "/settings/units/" not in office.get("/").content.decode()


@pytest.mark.parametrize(
    "path", ["/settings/units/", "/settings/people/", "/settings/units/2/", "/settings/people/1/", "/settings/roster/"]
)
def test_a_page_takes_a_handful_of_queries(path, settings_of, person, at):
    for n in range(30):
        person("contact", "供水科", f"人{n}")
    path = path.replace("units/2", f"units/{Unit.objects.get(name='供水科').pk}").replace(
        "people/1", f"people/{User.objects.first().pk}"
    )
    with CaptureQueriesContext(connection) as queries:
        assert settings_of.get(path).status_code == 200
    assert len(queries) <= QUERIES


def test_units_stand_as_a_tree(settings_of, contact):
    html = settings_of.get("/settings/units/").content.decode().partition('class="bare units"')[2]
    assert html.index("江岸市") < html.index("市水务局") < html.index("财务科")
    assert "1 人" in html


def test_too_many_units_are_shown_level_by_level(settings_of, monkeypatch):
    monkeypatch.setattr(unit_tree, "MOST", 2)
    html = settings_of.get("/settings/units/").content.decode()
    assert "江岸市" in html
    assert "财务科" not in html


def test_a_unit_is_added_and_renamed(settings_of, units):
    settings_of.post("/settings/units/add/", {"name": "安监科", "parent": units["市水务局"].pk})
    added = Unit.objects.get(name="安监科", parent=units["市水务局"])
    response = settings_of.post(f"/settings/units/{added.pk}/rename/", {"name": "安全监督科"}, follow=True)
    assert "曾用名 安监科" in " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", ["", "财务科"])
def test_a_name_that_cannot_be_is_said_at_the_form(settings_of, units, name):
    for path in ("/settings/units/add/", f"/settings/units/{units['供水科'].pk}/rename/"):
        response = settings_of.post(path, {"name": name, "parent": units["市水务局"].pk})
        assert response.status_code == 422
    assert Unit.objects.count() == len(units)


def test_merging_says_first_what_will_happen(settings_of, units, ledger, person):
    person("contact", "供水科")
    address = f"/settings/units/{units['供水科'].pk}/merge/"
    html = settings_of.get(address, {"into": units["河湖科"].pk}).content.decode()
    assert "1 个人的角色" in html
    assert "牵头的 1 个问题" in html
    assert "不能撤销" in html
    assert Unit.objects.filter(name="供水科").exists()
    assert settings_of.post(address, {"into": units["河湖科"].pk}).url == f"/settings/units/{units['河湖科'].pk}/"
    assert not Unit.objects.filter(name="供水科").exists()


def test_merging_into_a_part_of_its_own_is_refused(settings_of, units):
    address = f"/settings/units/{units['市水务局'].pk}/merge/"
    for method in (settings_of.get, settings_of.post):
        response = method(address, {"into": units["供水科"].pk})
        assert response.status_code == 422
        assert "不能把上级并入下级" in response.content.decode()


def test_a_new_account_shows_its_password_once(settings_of, units, client):
    said = {"name": "周平", "username": "zhou", "unit": units["供水科"].pk, "role": "contact", "email": ""}
    response = settings_of.post("/settings/people/add/", said)
    assert "no-store" in response["Cache-Control"]
    assert User.objects.get(username="zhou").check_password(password_in(response))
    assert settings_of.post("/settings/people/add/", said).status_code == 422
    assert Membership.objects.get(user__username="zhou").role == "contact"


def test_people_are_found_by_name_login_and_unit(settings_of, contact, clerk, units):
    for sought in ("李强", contact.username, "财务"):
        html = settings_of.get("/settings/people/", {"q": sought}).content.decode()
        assert "李强" in html
        assert "张敏" not in html
    assert "张敏" not in settings_of.get("/settings/people/", {"unit": units["财务科"].pk}).content.decode()


@pytest.mark.parametrize("query", ["q=%00", "after=%00", "unit=%C2%B2", "unit=999999999999999999999999", "after=%27"])
def test_an_address_of_nonsense_is_no_error(query, settings_of):
    assert settings_of.get(f"/settings/people/?{query}").status_code in (200, 404)


def test_the_list_turns_by_login_name(settings_of, person, monkeypatch):
    monkeypatch.setattr("taizhang.web.people_page.PAGE", 2)
    for n in range(4):
        person("contact", "财务科", f"人{n}")
    address, seen = "/settings/people/", 0
    while address:
        html = settings_of.get(address).content.decode()
        seen += html.count("data-row")
        found = re.search(r'href="(\?after=[^"]+)"', html)
        address = "/settings/people/" + found[1].replace("&amp;", "&") if found else ""
    assert seen == User.objects.count()


def test_name_and_address_are_corrected(settings_of, contact):
    response = settings_of.post(f"/settings/people/{contact.pk}/correct/", {"name": "李强强", "email": "li@example.com"})
    assert response.status_code == 302
    assert User.objects.filter(name="李强强", email="li@example.com").exists()
    wrong = settings_of.post(f"/settings/people/{contact.pk}/correct/", {"name": "李强", "email": "nowhere"})
    assert wrong.status_code == 422
    assert 'value="nowhere"' in wrong.content.decode()


def test_a_role_is_given_and_taken(settings_of, contact, units):
    settings_of.post(f"/settings/people/{contact.pk}/roles/", {"unit": units["办公室"].pk, "role": "leader"})
    post = contact.memberships.get(role="leader")
    settings_of.post(f"/settings/people/{contact.pk}/roles/{post.pk}/take/")
    assert not contact.memberships.filter(role="leader").exists()


def test_a_password_is_reset_and_must_be_changed(settings_of, contact, client):
    password = password_in(settings_of.post(f"/settings/people/{contact.pk}/password/"))
    client.post("/account/login/", {"login": contact.username, "password": password})
    assert client.get("/ledgers/").url == "/account/password/"


def test_an_account_is_closed_and_opened_again(settings_of, contact):
    settings_of.post(f"/settings/people/{contact.pk}/close/")
    assert "李强" not in settings_of.get("/settings/people/").content.decode()
    assert "李强" in settings_of.get("/settings/people/", {"closed": "1"}).content.decode()
    settings_of.post(f"/settings/people/{contact.pk}/reopen/")
    assert User.objects.get(pk=contact.pk).is_active


def test_the_last_administrator_is_told_why_not(settings_of, administrator):
    html = settings_of.get(f"/settings/people/{administrator.pk}/").content.decode()
    assert html.count("disabled") == 2
    response = settings_of.post(f"/settings/people/{administrator.pk}/close/")
    assert response.status_code == 422
    assert "最后一位系统管理员" in response.content.decode()


def test_a_closed_account_gets_no_new_password(settings_of, contact, at):
    close_account(user=contact, by=SYSTEM, at=at)
    response = settings_of.post(f"/settings/people/{contact.pk}/password/")
    assert response.status_code == 422
    assert "重新启用" in response.content.decode()


# ---- lists brought in ----

PEOPLE = "姓名\t登录名\t单位\t民族\n周平\tzhou\t供水科\t甲\n赵平\t\t供水科\t乙"


def look_at(client, units, **sent):
    return client.post("/settings/roster/", {"under": units["市水务局"].pk, "role": "contact", **sent})


def fields_of(response):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()))


def test_a_list_is_looked_at_and_then_brought_in(settings_of, units):
    preview = look_at(settings_of, units, text=PEOPLE)
    html = preview.content.decode()
    assert "第 3 行 B 列" in html
    assert "没有读取，也不会保存：民族" in html
    assert not User.objects.filter(username="zhou").exists()
    done = settings_of.post("/settings/roster/bring-in/", fields_of(preview))
    assert User.objects.get(username="zhou").check_password(password_in(done))
    assert "no-store" in done["Cache-Control"]


def test_the_same_list_again_has_nothing_to_add(settings_of, units):
    settings_of.post("/settings/roster/bring-in/", fields_of(look_at(settings_of, units, text=PEOPLE)))
    html = look_at(settings_of, units, text=PEOPLE.rpartition("\n")[0]).content.decode()
    assert "都已经有了" in html
    assert "disabled" in html


def test_a_workbook_is_read(settings_of, units):
    file = SimpleUploadedFile("单位.xlsx", workbook([["单位名称", "上级单位"], ["营业所", "市水务局"]]))
    html = look_at(settings_of, units, file=file).content.decode()
    assert "营业所" in html
    assert "江岸市/市水务局" in html


@pytest.mark.parametrize(
    "sent", [{}, {"text": "  "}, {"file": SimpleUploadedFile("a.txt", b"text")}, {"file": SimpleUploadedFile("b.xlsx", b"")}]
)
def test_what_is_no_list_is_said(settings_of, units, sent):
    response = look_at(settings_of, units, **sent)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("roster", ["", "forged"])
def test_only_what_was_looked_at_is_brought_in(settings_of, roster):
    assert settings_of.post("/settings/roster/bring-in/", {"roster": roster, "role": "administrator"}).status_code == 400
