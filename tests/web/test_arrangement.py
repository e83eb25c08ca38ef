"""A ledger's own rules on the web: what would change, moving it, its bodies and office; and the quiet line of what is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from taizhang.ledger.actions import copy_profile, edit_copy, open_ledger
from taizhang.ledger.models import Ledger, Stage
from taizhang.ledger.rerouting import bodies_now
from taizhang.profiles import digest, shipped
from taizhang.web.arrangement_forms import BodiesForm


@pytest.fixture
def rules(office, ledger):
    return f"/ledgers/{ledger.pk}/rules/"


def html(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def moving(ledger, profile, **said):
    return {"profile": profile.code, "digest": digest(profile), "was": ledger.pinned_id, "reason": "改为审计", **said}


def test_what_would_change_is_shown_before_anything_does(office, ledger, rules):
    page = html(office.get(f"{rules}?profile=audit"))
    assert "“销号·路线”由“联合审核”改为“审计认定”。" in page
    assert "监督审核单位变为：审计机关" in page
    ledger.refresh_from_db()
    assert ledger.pinned.code == "inspection"


def test_moving_is_done_with_its_reason(office, ledger, rules):
    assert office.post(f"{rules}profile/", moving(ledger, shipped("audit"))).status_code == 302
    page = html(office.get(rules))
    assert "办理规则由“巡视巡察”改为“审计”，理由：改为审计" in page


def test_without_a_reason_the_preview_comes_again_with_the_error_at_the_field(office, ledger, rules):
    page = html(office.post(f"{rules}profile/", moving(ledger, shipped("audit"), reason="")), 422)
    assert 'id="id_reason-wrong"' in page
    assert "由“联合审核”改为“审计认定”" in page


def test_a_version_that_was_overtaken_is_shown_anew(office, ledger, rules):
    page = html(office.post(f"{rules}profile/", moving(ledger, shipped("audit"), digest="0" * 64)), 422)
    assert "刚有了新版" in page
    assert digest(shipped("audit")) in page


def test_what_stands_against_it_is_said_and_no_button_offered(office, ledger, rules):
    ledger.tallies.filter(level="finding", scope="all", state="under_way").update(state="on_notice")
    page = html(office.get(f"{rules}?profile=audit"))
    assert "现在不能改用" in page
    assert "改用这份规则" not in page


def test_a_newer_version_of_the_own_copy_is_pointed_at(office, clerk, opening, units, at):
    copy = copy_profile(body=units["市水务局"], of=shipped("inspection"), name="本局", by=clerk, at=at)
    ledger = open_ledger(opening=opening, by=clerk, at=at)
    edit_copy(copy=copy, profile=replace(copy.profile, english="Ours"), by=clerk, at=at)
    assert "这份规则有新版" in html(office.get(f"/ledgers/{ledger.pk}/rules/"))


def test_others_see_the_rules_and_why_they_cannot_change_them(visit, person, ledger, rules):
    page = html(visit(person("observer", "市水务局")).get(rules))
    assert "由整改办设置" in page
    assert "改用这份规则" not in page
    refused = visit(person("principal", "市水务局")).post(f"{rules}office/", {"unit": ""})
    assert "由整改办设置" in html(refused, 422)


def test_who_may_not_know_of_the_ledger_finds_no_rules(visit, person, rules):
    assert visit(person("office", "江岸市")).get(rules).status_code == 404


def test_bodies_are_matched_added_and_dropped(office, ledger, rules):
    seen = BodiesForm(ledger).seen
    said = {"seen": seen, "name": ["巡察办", "", "市委督查室"], "unit": ["市委巡察办", "", "江岸市"]}
    assert office.post(f"{rules}bodies/", said).status_code == 302
    assert [(body.name, str(body.unit)) for body in bodies_now(ledger)] == [("巡察办", "市委巡察办"), ("市委督查室", "江岸市")]


def test_what_was_typed_of_bodies_is_never_lost(office, ledger, rules):
    said = {"seen": BodiesForm(ledger).seen, "name": ["巡察办", ""], "unit": ["没有的单位", "江岸市"]}
    page = html(office.post(f"{rules}bodies/", said), 422)
    for text in ("没有的单位", "请从列表中选择", "请写明这个单位在路线上的名称"):
        assert text in page


def test_the_loser_over_bodies_is_told_and_keeps_what_he_typed(office, ledger, rules):
    page = html(office.post(f"{rules}bodies/", {"seen": "[]", "name": ["巡察办二"], "unit": [""]}), 422)
    assert "刚被别人改过" in page
    assert "巡察办二" in page


def test_the_office_is_set(office, ledger, units, rules):
    assert office.post(f"{rules}office/", {"unit": units["办公室"].pk}).status_code == 302
    assert "整改办所在科室定为“办公室”" in html(office.get(rules))


def test_the_page_asks_the_database_a_bounded_number_of_times(office, ledger, rules, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        office.get(f"{rules}?profile=audit")


# --- the quiet line under the ledger's title ---


@pytest.fixture
def told(clerk, opening, office, at):
    """Opens a ledger and returns its page."""

    def make(profile="inspection", **said):
        with_profile = replace(opening, profile=shipped(profile), **said)
        ledger = open_ledger(opening=with_profile, by=clerk, at=at)
        response = office.get(f"/ledgers/{ledger.pk}/")
        return response, html(response)

    return make


def test_the_plan_is_due_a_month_after_the_feedback(told):
    today = timezone.localdate()
    response, page = told(stage=Stage.PLAN, feedback_on=today - timedelta(days=3))
    [paper] = response.context["papers_due"]
    assert (paper.name, 20 <= (paper.day - today).days <= 28, paper.still_due) == ("整改方案", True, True)
    assert "前报" in page


def test_a_limit_in_working_days_beyond_the_data_says_which_year_is_wanting(told):
    _response, page = told("environment", stage=Stage.PLAN, feedback_on=date(2089, 12, 20))
    assert "还没有2089年的放假安排" in page


def test_a_year_file_of_the_data_folder_counts(told, settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "years").mkdir()
    for year in (2089, 2090):
        (tmp_path / "years" / f"{year}.toml").write_text(f'year = {year}\nnotice = "n"\noff = []\non = []\n', "utf-8")
    response, _page = told("environment", stage=Stage.PLAN, feedback_on=date(2089, 12, 20))
    assert response.context["papers_due"][0].day == date(2090, 1, 31)


def test_a_year_file_that_cannot_be_read_is_named_and_the_page_still_opens(told, settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "years").mkdir()
    (tmp_path / "years" / "2089.toml").write_text("year = 2088", "utf-8")
    response, _page = told(stage=Stage.PLAN, feedback_on=timezone.localdate())
    assert "2089.toml" in response.context["day_missing"]


# --- words and limits of the profile on the screens ---


def test_a_ledger_of_risks_speaks_of_risks(told):
    _response, page = told("risk", stage=Stage.CONCENTRATED)
    for word in ("0个风险点", "0条防控措施", "已解除"):
        assert word in page


def test_the_lamps_of_the_profile_say_what_is_near(clerk, units, opening, office, sheet, at):
    from taizhang.ledger.actions import adopt, set_deadline

    copy = copy_profile(body=units["市水务局"], of=shipped("inspection"), name="早提醒", by=clerk, at=at)
    early = replace(copy.profile, lamps=replace(copy.profile.lamps, soon=30, yellow=20))
    edit_copy(copy=copy, profile=early, by=clerk, at=at)
    ledger = adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=at)
    finding = ledger.findings.get(serial=1)
    day = timezone.localdate() + timedelta(days=15)
    set_deadline(subject=finding, deadline=day, horizon="", version=finding.version, by=clerk, at=at)
    page = html(office.get(f"/ledgers/{ledger.pk}/"))
    assert 'class="pressing" title="黄灯：' in page
    assert "还有15天，尚未申请销号" in page
    assert '30日内到期 <span class="numbers">1</span>' in page
    assert [line.text for pile in office.get("/").context["piles"] for line in pile.lines if pile.key == "soon"] == [
        finding.statement
    ]


def test_a_day_outside_its_window_is_remarked_on_and_saved(office, clerk, opening, sheet, units, at):
    from taizhang.ledger.actions import adopt

    audit = replace(opening, profile=shipped("audit"), feedback_on=date(2026, 11, 1))
    ledger = adopt(opening=audit, sheet=sheet, source=None, reported=True, by=clerk, at=at)
    finding = ledger.findings.get(serial=2)
    address = f"/ledgers/{ledger.pk}/findings/2/edit/deadline/"
    assert "2026年12月31日以前" in html(office.get(address))
    saved = html(office.post(address, {"version": finding.version, "deadline": "2027-03-01", "horizon": "立行立改"}))
    assert "应在2026年12月31日以前" in saved
    assert Ledger.objects.get(pk=ledger.pk).findings.get(serial=2).deadline == date(2027, 3, 1)
