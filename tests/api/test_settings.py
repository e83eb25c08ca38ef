"""What is set by a program: how its person is told, to whom a log's head is copied, the holidays of a year."""

import pytest

from taizhang.ledger import working_days
from taizhang.notices.models import HeadCopies

YEAR = 'year = 2030\nnotice = "国办发明电〔2029〕1号"\noff = [2030-01-01]\non = []\n'


def test_a_person_says_how_he_is_told_and_reads_it_again(office, clerk):
    assert office.get("/me/wishes").json()["daily_hour"] == 8
    said = {"daily_hour": 9, "left_out": [], "quiet_until": 9}
    assert office.post("/me/actions/prefer", {"said": said, "by_mail": False, "language": "en"}).status_code == 200
    told = office.get("/me/wishes").json()
    assert (told["daily_hour"], told["by_mail"], told["language"]) == (9, False, "en")


@pytest.mark.parametrize("wrong", [{"daily_hour": 25}, {"left_out": ["whatever"]}, {"loud": True}])
def test_what_cannot_be_wished_is_refused(office, wrong):
    answer = office.post("/me/actions/prefer", {"said": wrong, "by_mail": True, "language": "zh-hans"})
    assert answer.status_code == 422


def test_heads_are_copied_where_the_office_says(office, program, person, ledger):
    where = f"/ledgers/{ledger.key}/actions/copy_heads"
    assert program(person("contact", "供水科")).post(where, {"addresses": ["a@river.example"]}).status_code == 403
    assert office.post(where, {"addresses": ["xuncha@river.example"]}).status_code == 200
    assert "xuncha@river.example" in str(HeadCopies.objects.values().get(ledger=ledger))


def test_a_year_is_loaded_by_the_administrator(program, person, office, home):
    administrator = program(person("administrator", "市水务局"))
    assert office.post("/actions/load_year", {"year": YEAR}).status_code == 403
    assert administrator.post("/actions/load_year", {"year": "放假啦"}).json()["reason"] == "content"
    assert administrator.post("/actions/load_year", {"year": YEAR}).status_code == 200
    assert working_days.known_days()[0].years[2030].notice == "国办发明电〔2029〕1号"
