"""The first page: only while there is nobody, only from this machine, and nothing typed is lost."""

import pytest
from django.test import Client

from taizhang.accounts.models import Unit, User
from taizhang.ledger.models import UsualProfile

SAID = {
    "body": "市水务局", "superior": "江岸市", "office": "机关党委", "name": "陈刚", "username": "chengang",
    "password": "yellow-river-42", "again": "yellow-river-42", "keeps_ledgers": "on",
}  # fmt: skip
HERE = {"SERVER_NAME": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def here(db):
    return Client(**HERE)


def test_an_empty_installation_leads_to_the_first_page(here):
    response = here.get("/", follow=True)
    assert [url for url, _ in response.redirect_chain] == ["/account/login/?next=/", "/first-run/"]
    assert "首次设置" in response.content.decode()


def test_then_the_administrator_can_sign_in(here):
    assert "设置完成" in here.post("/first-run/", SAID).content.decode()
    assert here.post("/account/login/", {"login": "chengang", "password": "yellow-river-42"}).status_code == 302
    assert [post.role for post in User.objects.get().posts] == ["administrator", "office"]


def test_the_usual_profile_is_kept_for_new_ledgers(here):
    here.post("/first-run/", {**SAID, "profile": "audit"})
    assert UsualProfile.objects.get().name == "audit"
    assert here.post("/first-run/", {**SAID, "profile": "none"}).status_code != 200


def test_there_is_no_second_time(here, clerk):
    for method in (here.get, here.post):
        assert method("/first-run/", SAID).url == "/account/login/"
    assert not Unit.objects.filter(name="机关党委").exists()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("body", "", "必填"), ("name", "", "必填"), ("again", "other", "不一样"), ("password", "12345678", "wrong"),
        ("username", "yellow-river-42", "wrong"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_else_is_lost(here, name, value, says):
    response = here.post("/first-run/", {**SAID, **({"again": value} if name == "password" else {}), name: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert says in html
    assert 'value="江岸市"' in html
    assert "yellow-river-42" not in html or name == "username"
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"SERVER_NAME": "taizhang.example"},
    ],
)
@pytest.mark.django_db
def test_from_elsewhere_it_is_closed(elsewhere, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(**{**HERE, **elsewhere})
    assert client.get("/first-run/").status_code == 403
    assert client.post("/first-run/", SAID).status_code == 403
    assert not User.objects.exists()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "[::1]"])
@pytest.mark.django_db
def test_this_machine_goes_by_several_names(host):
    assert Client(**HERE, headers={"host": host}).get("/first-run/").status_code == 200


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_not_taken():
    assert Client(enforce_csrf_checks=True, **HERE).post("/first-run/", SAID).status_code == 403
    assert not User.objects.exists()
