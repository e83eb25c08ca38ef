"""The tour of one minute: by role, put away for the person in this browser, brought back from the help."""

import pytest

TITLE = "一分钟认识台账"


@pytest.mark.parametrize(
    ("role", "first"),
    [("office", "把反馈意见"), ("contact", "等您报进展"), ("principal", "知悉范围"), ("administrator", "把科室列全")],
)
def test_everybody_is_shown_what_he_does_here(role, first, visit, person):
    html = visit(person(role, "市水务局")).get("/").content.decode()
    assert TITLE in html
    assert first in html


def test_it_is_put_away_and_brought_back(office):
    office.post("/tour/", {"tour": "seen"})
    assert TITLE not in office.get("/").content.decode()
    office.post("/tour/", {"tour": "again"})
    assert TITLE in office.get("/").content.decode()


def test_one_browser_remembers_several_people(visit, clerk, contact):
    client = visit(clerk)
    client.post("/tour/", {"tour": "seen"})
    client.force_login(contact)
    assert TITLE in client.get("/").content.decode()
    client.post("/tour/", {"tour": "seen"})
    client.force_login(clerk)
    assert TITLE not in client.get("/").content.decode()


def test_a_cookie_of_nonsense_is_no_cookie(office):
    office.cookies["tour"] = "x.y.<script>"
    assert TITLE in office.get("/").content.decode()
