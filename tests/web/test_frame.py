"""What every page has: the door, the policy, language, theme, version."""

import pytest
from django.urls import URLPattern, reverse

from taizhang import __version__
from taizhang.web.urls import urlpatterns

# What a stranger may open: signing in and getting back in, language, theme; what a unit's link opens (tests/web/test_fill.py).
OPEN = {"set_language", "choose_theme", "fill", "fill_save", "fill_attach"}
INSIDE = {"account_change_password"}
# One value for every argument that an address can have.
ARGUMENTS = {"pk": 1, "serial": 1}


def is_inside(name: str) -> bool:
    return name in INSIDE or not (name in OPEN or name.startswith(("account_", "first_run")))


def address(pattern: URLPattern) -> str:
    return reverse(pattern.name, kwargs={name: ARGUMENTS.get(name, "1") for name in pattern.pattern.converters})


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", [p for p in urlpatterns if is_inside(p.name)], ids=lambda p: p.name)
def test_a_stranger_is_asked_to_sign_in(client, pattern):
    for method in (client.get, client.post):
        response = method(address(pattern))
        assert response.status_code == 302
        assert response.url.startswith("/account/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/login/", "/nowhere/", "/"])
def test_every_answer_carries_the_policy(client, path):
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/account/signup/", "/account/email/"])
def test_nobody_makes_an_account_by_himself(client, path):
    assert client.get(path).status_code == 404


def test_signing_in_leads_to_the_desk(client, clerk):
    response = client.post("/account/login/", {"login": clerk.username, "password": "pass-of-tests"}, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert clerk.name in response.content.decode()


def test_a_wrong_password_is_said_and_the_name_kept(client, clerk):
    html = client.post("/account/login/", {"login": clerk.username, "password": "wrong"}).content.decode()
    assert 'role="alert"' in html
    assert f'value="{clerk.username}"' in html


def test_guessing_passwords_is_stopped(client, clerk):
    for _ in range(6):
        client.post("/account/login/", {"login": clerk.username, "password": "wrong"})
    response = client.post("/account/login/", {"login": clerk.username, "password": "pass-of-tests"})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_signing_out_asks_by_post(office):
    assert office.get("/account/logout/").status_code == 200
    assert office.post("/account/logout/").status_code == 302
    assert "_auth_user_id" not in office.session


def test_the_version_is_shown(office):
    assert f"台账 {__version__}" in office.get("/").content.decode()


def test_chinese_unless_chosen(visit, clerk):
    client = visit(clerk)
    assert "我的待办" in client.get("/", headers={"accept-language": "en"}).content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    html = client.get("/").content.decode()
    assert '<html lang="en"' in html
    assert "My desk" in html


@pytest.mark.parametrize(
    ("theme", "media"), [("dark", 'media="screen"'), ("auto", "prefers-color-scheme: dark"), ("light", None)]
)
def test_the_theme_is_rendered_by_the_server(office, theme, media):
    office.post("/theme/", {"theme": theme, "next": "/"})
    html = office.get("/").content.decode()
    assert f'data-theme="{theme}"' in html
    assert (media in html) if media else ("dark.css" not in html)


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_choosing_never_leads_elsewhere(office, back):
    assert office.post("/theme/", {"theme": "dark", "next": back}).url == "/"
    assert office.post("/theme/", {"theme": "pink"}).status_code == 400
