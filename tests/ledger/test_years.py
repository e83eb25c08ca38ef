"""A year's holidays loaded on the web: from a pasted notice or a year file, written whole, told in the site's log."""

from datetime import date

import pytest

from taizhang import workdays
from taizhang.accounts.policy import Refused
from taizhang.handwritten import Miswritten
from taizhang.journal.models import Event
from taizhang.ledger import actions, working_days
from taizhang.ledger.holiday_notice import as_file, read_notice, read_text

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。"""
NOTICE_2027 = "关于2027年部分节假日安排的通知 国办发明电〔2026〕5号\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。"


@pytest.fixture
def administrator(person):
    return person("administrator", "江岸市", "赵管理")


@pytest.fixture
def folder(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path / "years"


def load(by, at, text=NOTICE_2027):
    return actions.load_year(year=read_text(text), by=by, at=at)


def test_a_pasted_notice_says_what_the_shipped_file_says():
    year, shipped = read_notice(NOTICE_2026), workdays.load().years[2026]
    assert (year.notice, set(year.off), set(year.on)) == (shipped.notice, set(shipped.off), set(shipped.on))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_year_is_written_as_the_file_it_is_read_from(year):
    shipped = workdays.load().years[year]
    assert read_text(as_file(shipped)) == shipped


def test_a_holiday_over_the_turn_of_the_year_is_told_for_its_year_only():
    text = "关于2023年部分节假日安排的通知 国办发明电〔2022〕16号\n元旦：2022年12月31日至2023年1月2日放假调休，共3天。"
    assert read_notice(text).off == (date(2023, 1, 1), date(2023, 1, 2))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "不知道是哪一年"), ("关于2027年部分节假日安排的通知", "文号"),
        ("关于2027年部分节假日安排的通知 国办发明电〔2026〕5号 春节另行通知。", "没有找到放假的日子"),
        (NOTICE_2027.replace("3日", "35日"), "没有2027年1月35日"), (NOTICE_2027 + "\n2月3日（周三）上班。", "本来就上班"),
        (NOTICE_2027.replace("1月1日", "3月1日").replace("至3日", "至1月3日"), "先后不对"),
        ("year = 2027", "缺少"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text, why):
    with pytest.raises(Miswritten, match=why):
        read_text(text)


@pytest.mark.django_db
def test_a_loaded_year_is_known_at_once_and_told(administrator, folder, at):
    with pytest.raises(workdays.YearMissing):
        working_days.calendar().is_working(date(2027, 1, 1))
    load(administrator, at)
    assert working_days.calendar().is_working(date(2027, 1, 1)) is False
    assert [path.name for path in folder.iterdir()] == ["2027.toml"]  # nothing half-written beside it
    facts = Event.objects.get(name="site:load_year").facts
    assert (facts["year"], facts["notice"], facts["off"]) == (2027, "国办发明电〔2026〕5号", 3)


@pytest.mark.django_db
def test_the_same_again_leaves_no_event_and_a_correction_says_so(administrator, folder, at):
    load(administrator, at)
    load(administrator, at)
    assert Event.objects.filter(name="site:load_year").count() == 1
    load(administrator, at, NOTICE_2027.replace("3日（周日）", "4日（周一）"))
    assert Event.objects.filter(name="site:load_year").latest("seq").facts["replaced"] is True


@pytest.mark.django_db
def test_only_an_administrator_loads(clerk, folder, at):
    with pytest.raises(Refused, match="系统管理员"):
        load(clerk, at)
    assert not folder.exists()
