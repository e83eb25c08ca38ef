"""办理规则 on the web: what there is, a copy edited with a preview, errors at the field, nothing typed ever lost."""

import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from html.parser import HTMLParser

import pytest

from taizhang.handwritten import label_of
from taizhang.ledger.actions import copy_profile, edit_copy
from taizhang.ledger.models import PinnedProfile, UsualProfile
from taizhang.ledger.wording import SHIPPED_WORDS
from taizhang.profiles import PROFILES, Profile, shipped
from taizhang.web.profile_form import ProfileForm, _bare, _kind_of, _row, texts_of
from taizhang.web.profile_words import CHOICES, LABELS

LIST = "/settings/profiles/"


@pytest.fixture
def copy(clerk, units, at):
    return copy_profile(body=units["市水务局"], of=shipped("inspection"), name="本局巡察", by=clerk, at=at)


@pytest.fixture
def edit(copy):
    return f"{LIST}{copy.code}/edit/"


def html(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def typed(copy, **changed):
    """What the browser sends when the fields are changed so; a key's dots stand as two underscores."""
    texts = {**texts_of(copy.profile), "digest": copy.digest}
    for key, text in changed.items():
        texts[key.replace("__", ".")] = text
    return texts


# --- the form itself ---


@pytest.mark.parametrize("code", PROFILES)
def test_every_profile_comes_out_of_its_form_as_it_went_in(code):
    form = ProfileForm(texts_of(shipped(code)))
    assert form.is_valid()
    assert form.profile == shipped(code)


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("name", "", "请填写“名称”"),
        ("name", "字" * 61, "不超过60个字"),
        ("lamps.soon", "七", "请填 0 到 365 的整数"),
        ("lamps.soon", "999", "请填 0 到 365 的整数"),
        ("plan.due.count", "", "请填写“报送期限”"),
        ("plan.due.unit", "季", "请选择天"),
        ("closing.route", "走后门", "请从列表中选择"),
        ("sources", "巡察、火星", "没有“火星”"),
        ("closing.bodies", "办" * 61, "每个名称不超过60个字"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(key, text, says):
    form = ProfileForm({**texts_of(shipped("inspection")), key: text})
    assert not form.is_valid()
    assert [says in sentence for sentence in form.wrongs.values()] == [True]
    assert key.startswith(next(iter(form.wrongs)))


@pytest.mark.parametrize(
    ("changed", "at", "says"),
    [
        ({"closing.route": "内部审定"}, "closing", "请删去“监督审核单位”和“公示期”，或改“路线”"),
        ({"closing.bodies": ""}, "closing", "还缺“监督审核单位”"),
        ({"lamps.soon": "1"}, "lamps", "“黄灯：到期前”（3）比“蓝灯：到期前”（1）早"),
        ({"horizons.0.kind": "限期"}, "horizons", "“限期”写了 2 次"),
        ({"horizons.2.over.count": "9", "horizons.2.over.unit": "年"}, "horizons.2", "“超过”（9年）不比“不超过”（1年）短"),
        ({"horizons.1.over.count": "9", "horizons.1.over.unit": "年", "horizons.0.drop": "on"}, "horizons.1", "“超过”（9年）"),
    ],
)
def test_checks_across_fields_stand_at_their_section_in_its_words(changed, at, says):
    form = ProfileForm({**texts_of(shipped("inspection")), **changed})
    assert not form.is_valid()
    assert list(form.wrongs) == [at]
    assert says in form.wrongs[at]


def test_the_degrees_are_neither_added_nor_dropped_and_done_counts():
    texts = texts_of(shipped("inspection"))
    rows = {group.key: group for group in ProfileForm(texts).tree().lists}
    assert rows["degrees"].same
    del texts["degrees.0.counts"]
    form = ProfileForm(texts)
    form.is_valid()
    assert form.wrongs == {"degrees": "“完成”必须计入完成率。请把它的“计入完成率”改成“是”。"}


def test_an_empty_row_is_left_out_and_a_dropped_one_goes():
    texts = {**texts_of(shipped("inspection")), "reports.n": "6", "reports.0.drop": "on", "reports.4.within.unit": "天"}
    form = ProfileForm(texts)
    assert form.is_valid()
    assert [report.name for report in form.profile.reports] == [report.name for report in shipped("inspection").reports[1:]]


def test_no_more_rows_are_drawn_than_anybody_writes():
    form = ProfileForm({**texts_of(shipped("inspection")), "reports.n": "9999999"})
    assert len({group.key: group for group in form.tree().lists}["reports"].items) == 40


# --- the pages ---


def test_the_list_holds_the_own_copies_and_what_comes_with_the_product(office, copy):
    page = html(office.get(LIST))
    assert page.index("本局巡察") < page.index("巡视巡察")
    assert page.count("data-open") == len(PROFILES) + 1


def test_a_profile_is_told_in_words(office):
    page = html(office.get(f"{LIST}audit/"))
    for text in ("审计机关", "60天", "复制一份改成本单位的"):
        assert text in page


def test_copying_leads_to_editing(office, units):
    response = office.post(f"{LIST}audit/copy/", {"name": "本局审计", "body": units["市水务局"].pk})
    made = PinnedProfile.objects.get(name="本局审计")
    assert response.headers["Location"] == f"{LIST}{made.code}/edit/"
    assert "修改“本局审计”" in html(office.get(response.headers["Location"]))


def test_a_name_that_is_taken_is_told_at_the_form(office, copy, units):
    page = html(office.post(f"{LIST}audit/copy/", {"name": "本局巡察", "body": units["市水务局"].pk}), 422)
    assert "本单位已有名为“本局巡察”的办理规则" in page


def test_nothing_is_saved_before_what_changes_was_shown(office, copy, edit):
    page = html(office.post(edit, typed(copy, lamps__soon="10")))
    assert "“预警·蓝灯：到期前”由“7天”改为“10天”。" in page
    assert PinnedProfile.objects.filter(code=copy.code).count() == 1
    again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert office.post(edit, {**again, "save": "1"}).status_code == 302
    assert PinnedProfile.objects.get(code=copy.code, latest=True).profile.lamps.soon == 10


class Controls(HTMLParser):
    """What a browser would send of a page's last form when nothing was touched."""

    def __init__(self, page):
        super().__init__()
        self.said, self.select, self.first = {}, None, None
        self.feed(page[page.index('<form class="profile-form"') :])

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "input" and "name" in said and (said.get("type") != "checkbox" or "checked" in said):
            self.said[said["name"]] = said.get("value", "on")
        elif tag == "select":
            self.select, self.first = said["name"], True
        elif tag == "option" and self.select and (self.first or "selected" in said):
            self.said[self.select], self.first = said["value"], False

    def handle_endtag(self, tag):
        self.select = None if tag == "select" else self.select


def test_the_form_as_it_was_drawn_says_what_the_profile_says(office, copy, edit):
    said = Controls(html(office.get(edit))).said
    assert "没有变化" in html(office.post(edit, said))


def test_going_back_from_the_preview_keeps_what_was_typed(office, copy, edit):
    assert 'value="本局的叫法"' in html(office.post(edit, typed(copy, words__finding="本局的叫法", back="1")))


def test_one_more_row_keeps_what_was_typed(office, copy, edit):
    page = html(office.post(edit, typed(copy, words__finding="本局的叫法", more="reports")))
    assert 'name="reports.4.name"' in page
    assert 'value="本局的叫法"' in page


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(office, copy, edit):
    page = html(office.post(edit, typed(copy, lamps__soon="七天", words__finding="本局的叫法")), 422)
    assert 'aria-invalid="true" aria-describedby="w-lamps.soon"' in page
    assert 'value="七天"' in page
    assert 'value="本局的叫法"' in page


def test_who_was_overtaken_sees_what_changed_and_keeps_what_he_typed(office, copy, edit, clerk, at):
    from dataclasses import replace

    edit_copy(copy=copy, profile=replace(copy.profile, lamps=replace(copy.profile.lamps, soon=9)), by=clerk, at=at)
    page = html(office.post(edit, typed(copy, words__finding="本局的叫法", save="1")), 409)
    assert "“预警·蓝灯：到期前”由“7天”改为“9天”。" in page
    assert 'value="本局的叫法"' in page
    assert PinnedProfile.objects.filter(code=copy.code).count() == 2


def test_saving_nothing_new_makes_no_version(office, copy, edit):
    assert office.post(edit, typed(copy, save="1")).status_code == 302
    assert PinnedProfile.objects.filter(code=copy.code).count() == 1


def test_an_older_version_can_still_be_read(office, copy, clerk, at):
    from dataclasses import replace

    edit_copy(copy=copy, profile=replace(copy.profile, english="Ours"), by=clerk, at=at)
    assert "旧版" in html(office.get(f"{LIST}{copy.code}/?version={copy.digest}"))


def test_the_usual_one_starts_the_form_of_a_new_ledger(office, units):
    assert office.post(f"{LIST}audit/usual/").status_code == 302
    assert UsualProfile.objects.get().name == "audit"
    page = html(office.get("/ledgers/open/"))
    assert '<option value="审计" selected>' in page
    assert ">按来源：审计<" in page


# --- who ---


@pytest.mark.parametrize("role", ["contact", "leader", "principal", "observer"])
def test_others_than_the_office_read_what_holds_for_them_and_set_nothing(visit, person, copy, edit, role):
    browser = visit(person(role, "市水务局"))
    assert "复制一份" not in html(browser.get(f"{LIST}{copy.code}/"))
    for address in (LIST, edit):
        assert browser.get(address).status_code == 403
    assert browser.post(f"{LIST}audit/copy/", {"name": "x"}).status_code == 403
    browser.post(f"{LIST}audit/usual/")
    assert not UsualProfile.objects.exists()


def test_another_bodys_office_neither_sees_nor_edits_the_copy(visit, person, copy, edit):
    browser = visit(person("office", "市委巡察办"))
    assert "本局巡察" not in html(browser.get(LIST))
    assert browser.get(f"{LIST}{copy.code}/").status_code == 404
    assert browser.post(edit, typed(copy, save="1")).status_code == 404


def test_a_part_uses_the_copy_of_its_body_and_does_not_edit_it(visit, person, copy, edit):
    browser = visit(person("office", "供水科"))
    assert "本局巡察" in html(browser.get(LIST))
    assert browser.get(edit).status_code == 403


def test_an_administrator_sees_them_and_edits_none(visit, person, copy, edit):
    browser = visit(person("administrator", "市水务局"))
    assert "本局巡察" in html(browser.get(LIST))
    assert browser.get(edit).status_code == 403


def test_whoever_sees_a_ledger_may_read_the_version_it_pins(visit, person, copy, clerk, opening, at):
    from taizhang.ledger.actions import open_ledger

    ledger = open_ledger(opening=opening, by=clerk, at=at)
    browser = visit(person("observer", "市水务局"))
    assert "本局巡察" in html(browser.get(f"{LIST}{copy.code}/?version={ledger.pinned_id}"))


def test_pages_ask_the_database_a_bounded_number_of_times(office, copy, edit, django_assert_max_num_queries):
    for address, most in ((LIST, 10), (f"{LIST}{copy.code}/", 14), (edit, 10), ("/ledgers/open/", 14)):
        with django_assert_max_num_queries(most):
            office.get(address)


def labels(shape=Profile):
    """Every label and choice of a profile's dataclasses."""
    for one in fields(shape):
        kind = _bare(_kind_of(shape, one))
        yield label_of(one).word
        below = _row(kind) or kind
        if is_dataclass(below):
            yield from labels(below)
        elif isinstance(kind, type) and issubclass(kind, StrEnum):
            yield from (member.value for member in kind)


def test_every_label_and_choice_of_the_form_is_marked_for_translation():
    assert set(labels()) <= {*LABELS, *CHOICES, *SHIPPED_WORDS}
