"""One's own password first; resetting it by mail, only where mail is sent."""

import re

import pytest
from django.core import mail

from taizhang.accounts.actions import close_account, reset_password
from taizhang.accounts.models import User
from taizhang.journal.append import SYSTEM
from taizhang.journal.models import Event


@pytest.fixture
def with_mail(settings):
    settings.EMAIL_HOST = "mail.example"


@pytest.fixture
def reachable(contact):
    User.objects.filter(pk=contact.pk).update(email="li@example.com")
    contact.refresh_from_db()
    return contact


def one_time(client, user, at):
    password = reset_password(user=user, by=SYSTEM, at=at)
    client.post("/account/login/", {"login": user.username, "password": password})
    return password


def change(client, old, new):
    return client.post("/account/password/", {"oldpassword": old, "password1": new, "password2": new})


def test_a_one_time_password_leads_to_ones_own(client, contact, at):
    password = one_time(client, contact, at)
    assert client.get("/", follow=True).redirect_chain == [("/account/password/", 302)]
    assert "一次性密码" in client.get("/account/password/").content.decode()
    assert client.get("/ledgers/", headers={"hx-request": "true"})["HX-Redirect"] == "/account/password/"
    assert change(client, password, "of-his-own-42").url == "/"
    assert client.get("/").status_code == 200


def test_the_one_time_password_is_no_password_of_ones_own(client, contact, at):
    password = one_time(client, contact, at)
    html = change(client, password, password).content.decode()
    assert "不能和现在的一样" in html
    assert User.objects.get(pk=contact.pk).must_change_password


def test_he_may_still_sign_out_and_choose_a_language(client, contact, at):
    one_time(client, contact, at)
    assert client.post("/language/", {"language": "en"}).status_code == 302
    assert client.post("/account/logout/").status_code == 302


def test_a_password_changed_is_an_event(office, clerk):
    change(office, "pass-of-tests", "of-her-own-42")
    event = Event.objects.latest("pk")
    assert (event.name, event.by_name) == ("user:set_password", "张敏")


def test_without_mail_there_is_no_way_by_mail(client, clerk):
    assert "联系管理员" in client.get("/account/login/").content.decode()
    for path in ("", "sent/", "a-b/", "done/"):
        assert client.get(f"/account/password/reset/{path}").status_code == 404


def test_a_letter_leads_to_a_new_password(client, reachable, with_mail):
    assert "/account/password/reset/" in client.get("/account/login/").content.decode()
    response = client.post("/account/password/reset/", {"email": "li@example.com"}, follow=True)
    assert "请查收邮件" in response.content.decode()
    [letter] = mail.outbox
    assert letter.subject == "台账：重设密码"
    assert reachable.username in letter.body
    link = re.search(r"http://testserver(/\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    done = client.post(page.redirect_chain[-1][0], {"password1": "of-his-own-42", "password2": "of-his-own-42"}, follow=True)
    assert "密码已修改" in done.content.decode()
    assert User.objects.get(pk=reachable.pk).check_password("of-his-own-42")
    assert "链接已失效" in client.get(link, follow=True).content.decode()


def test_strangers_and_closed_accounts_get_no_letter_and_the_same_answer(client, reachable, with_mail, at):
    close_account(user=reachable, by=SYSTEM, at=at)
    for email in ("nobody@example.com", "li@example.com"):
        response = client.post("/account/password/reset/", {"email": email}, follow=True)
        assert "请查收邮件" in response.content.decode()
    assert mail.outbox == []


def test_a_letter_that_cannot_be_sent_gives_nothing_away(client, reachable, with_mail, monkeypatch, caplog):
    def fail(self, fail_silently=False):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", fail)
    response = client.post("/account/password/reset/", {"email": "li@example.com"}, follow=True)
    assert "请查收邮件" in response.content.decode()
    assert "could not be sent" in caplog.text
