"""What went wrong is said in both languages, with what to do, and without the database."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.test import Client, RequestFactory
from django.utils import translation

from taizhang.ledger import policy
from taizhang.web import errors

PAGES = {
    400: lambda request: errors.bad_request(request),
    403: lambda request: errors.forbidden(request),
    404: lambda request: errors.not_found(request),
    413: lambda request: errors.too_large(request),
    500: lambda request: errors.broken(request),
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", PAGES)
def test_every_error_has_a_page_in_both_languages(code, language):
    with translation.override(language):
        response = PAGES[code](RequestFactory().get("/somewhere/"))
    html = response.content.decode()
    assert response.status_code == code
    assert f'lang="{language}"' in html
    assert str(code) in html
    assert 'class="button filled"' in html
    main = html[html.index("<main") : html.index("</main>")]
    assert any("一" <= c <= "鿿" for c in main) == (language == "zh-hans")


def test_the_reason_of_the_policy_is_shown():
    response = errors.forbidden(RequestFactory().get("/"), PermissionDenied("台账已归档，不再变动。"))
    assert "台账已归档，不再变动。" in response.content.decode()


def test_a_form_that_is_too_large_is_called_so():
    assert errors.bad_request(RequestFactory().post("/"), RequestDataTooBig()).status_code == 413


@pytest.mark.django_db
def test_a_failure_is_answered_without_another_query(visit, clerk, monkeypatch, caplog):
    monkeypatch.setattr(policy, "visible_ledgers", lambda user: 1 / 0)
    response = visit(clerk, language="en").get("/ledgers/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert response["Content-Security-Policy"]


@pytest.mark.parametrize(("cookie", "why"), [("a" * 32, "重新登录过"), (None, "没有保存本站的 Cookie")])
def test_an_expired_form_says_why_and_what_to_do(clerk, cookie, why):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    if cookie:
        client.cookies["csrftoken"] = cookie
    response = client.post("/intake/", {"text": "一、问题"})
    assert response.status_code == 403
    assert why in response.content.decode()
    assert "刷新页面后重新提交" in response.content.decode()


def test_too_large_an_upload_is_turned_away_unread(office, settings):
    settings.UPLOAD_LIMIT = 1024
    response = office.generic("POST", "/intake/", b"x" * 200_000, content_type="application/octet-stream")
    assert response.status_code == 413
    assert "没有接收" in response.content.decode()
