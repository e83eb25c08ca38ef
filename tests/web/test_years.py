"""设置 › 放假安排: pasted, looked at month by month, loaded; only by administrators."""

import pytest

from taizhang.ledger import working_days
from tests.ledger.test_years import NOTICE_2027

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


@pytest.fixture
def administrator(visit, person, settings, tmp_path):
    settings.HOME = tmp_path
    return visit(person("administrator", "江岸市", "赵管理"))


def test_a_notice_is_looked_at_before_it_is_loaded(administrator):
    page = administrator.post("/settings/years/", {"text": NOTICE_2027})
    assert 2027 not in working_days.calendar().years
    assert [len(month["weeks"]) for month in page.context["months"]][:2] == [5, 4]
    assert html(page).count("<small>休</small>") == 3
    done = administrator.post("/settings/years/load/", {"text": page.context["written"]}, follow=True)
    assert "已载入2027年的放假安排" in html(done)
    assert 2027 in working_days.calendar().years


def test_what_is_wrong_stands_at_the_field_and_nothing_typed_is_lost(administrator):
    page = administrator.post("/settings/years/", {"text": "春节放假"})
    assert page.status_code == 422
    assert all(said in html(page) for said in ("不知道是哪一年", "春节放假"))


def test_a_file_is_read_too(administrator):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("2027.toml", b'year = 2027\nnotice = "test"\noff = [2027-01-01]\non = []\n')
    assert administrator.post("/settings/years/", {"file": file}).context["wanted"].year == 2027
    broken = SimpleUploadedFile("2027.toml", "年".encode("gbk"))
    assert "UTF-8" in html(administrator.post("/settings/years/", {"file": broken}))


def test_it_is_the_administrators(office):
    assert office.get("/settings/years/").status_code == 403
    assert office.post("/settings/years/load/", {"text": NOTICE_2027}).status_code == 403
