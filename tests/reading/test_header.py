"""Who inspected whom, when and when it was told; until when and where the public may answer."""

import pytest

from taizhang.reading import read_text
from taizhang.reading.contacts import read_contacts
from taizhang.reading.facts import Inspection

INSPECTIONS = [
    (
        "根据市委统一部署，2024年3月5日至5月10日，市委第三巡察组对市水务局党组开展了常规巡察。6月18日，市委第三巡察组向市水务局党组反馈了巡察意见。",
        Inspection("巡察", "常规巡察", "市委第三巡察组", "市水务局党组", "2024-03-05", "2024-05-10", "2024-06-18"),
    ),
    (
        "2023年9月1日至11月20日，省委第七巡视组对江城市水务局（含市防汛办）进行了专项巡视，2024年1月9日反馈了巡视意见。",
        Inspection("巡视", "专项巡视", "省委第七巡视组", "江城市水务局", "2023-09-01", "2023-11-20", "2024-01-09"),
    ),
    (
        "按照区委巡察工作部署，区委第一巡察组于2024年4月8日至6月7日对区水利局党组开展了机动巡察。",
        Inspection("巡察", "机动巡察", "区委第一巡察组", "区水利局党组", "2024-04-08", "2024-06-07", None),
    ),
    (
        "2024年7月2日至8月30日，市委巡察组对市水务局开展巡察“回头看”。",
        Inspection("巡察", "“回头看”", "市委巡察组", "市水务局", "2024-07-02", "2024-08-30", None),
    ),
    (
        "2024年5月6日至7月5日，市审计局对市水务局开展了经济责任审计。",
        Inspection("审计", "经济责任审计", "市审计局", "市水务局", "2024-05-06", "2024-07-05", None),
    ),
    (
        "2023年5月8日至6月30日，县委第二巡察组对县水利局（含县水库管理所）党组开展了专项巡察，7月20日向县水利局党组反馈了巡察意见。",
        Inspection("巡察", "专项巡察", "县委第二巡察组", "县水利局党组", "2023-05-08", "2023-06-30", "2023-07-20"),
    ),
    (
        "2024年9月2日至10月31日，市国资委党委第一巡察组对江城水务集团党委进行了巡察“回头看”，12月3日反馈了巡察“回头看”意见。",
        Inspection("巡察", "“回头看”", "市国资委党委第一巡察组", "江城水务集团党委", "2024-09-02", "2024-10-31", "2024-12-03"),
    ),
]


@pytest.mark.parametrize(("text", "told"), INSPECTIONS, ids=[t[:24] for t, _ in INSPECTIONS])
def test_inspection(text: str, told: Inspection) -> None:
    assert read_text(text).inspection == told


def test_no_inspection_where_none_is_told() -> None:
    assert read_text("市水务局召开会议，研究节水工作。").inspection is None


def test_signature_and_date() -> None:
    reading = read_text(
        "关于整改情况的报告\n市委巡察办：\n现将整改情况报告如下。已全部完成。\n中共江城市水务局党组\n2025年7月1日"
    )
    assert (reading.title, reading.issuer, reading.issued_on) == ("关于整改情况的报告", "中共江城市水务局党组", "2025-07-01")


def test_signature_and_date_in_one_line() -> None:
    reading = read_text("关于整改情况的报告\n现将整改情况报告如下，整改任务已经全部完成。\n江城市水务局　　二〇二五年七月一日")
    assert (reading.issuer, reading.issued_on) == ("江城市水务局", "2025-07-01")


def test_a_date_under_the_title_signs_nothing() -> None:
    reading = read_text("市水务局整改进展情况\n2025年7月1日\n近日，市水务局研究部署整改工作，明确责任分工。")
    assert (reading.title, reading.issuer) == ("市水务局整改进展情况", None)


def test_an_office_over_a_copied_page_is_no_title() -> None:
    assert read_text("来源：\n江城市水务局\n【字体：大 中 小】\n根据统一部署，市水务局开展整改，现将情况公布。").title is None


def test_title_of_several_lines() -> None:
    assert (
        read_text("江城市水务局关于\n巡察整改进展情况的通报\n根据统一部署，现将情况通报如下。").title
        == "江城市水务局关于巡察整改进展情况的通报"
    )


FEEDBACK = [
    ("2023年10月16日至12月15日，区委巡察组对区水利局党组开展了专项巡察，2024年1月18日反馈意见。", "2024-01-18"),
    ("2023年10月16日至12月15日，区委巡察组对区水利局党组开展了专项巡察。2024年1月18日，向局党组反馈意见。", "2024-01-18"),
    ("2023年10月16日至12月15日，区委巡察组对区水利局党组开展了专项巡察。2024年1月18日，局党组研究反馈问题整改。", None),
]


@pytest.mark.parametrize(("text", "day"), FEEDBACK)
def test_the_day_of_feedback(text: str, day: str | None) -> None:
    inspection = read_text(text).inspection
    assert inspection
    assert inspection.feedback_on == day


WINDOWS = [
    ("公开期限：2025年7月7日-25日。", ("2025-07-07", "2025-07-25")),
    ("公示时间为2025年7月7日至7月25日。", ("2025-07-07", "2025-07-25")),
    ("公开时间：自2025年7月7日起15个工作日。", ("2025-07-07", None)),
    ("整改期限为2025年7月7日至25日。", None),
]


@pytest.mark.parametrize(("text", "told"), WINDOWS, ids=[t[:8] for t, _ in WINDOWS])
def test_window(text: str, told: tuple[str, str | None] | None) -> None:
    window = read_text(text).disclosure_window
    assert (window and (window.start, window.end)) == told


CONTACTS = [
    (
        "联系电话：0991-1234567；邮政信箱：江城市滨河路8号市水务局整改办，邮编830000；电子邮箱：zgb@example.cn。",
        ("0991-1234567",),
        ("zgb@example.cn",),
        ("江城市滨河路8号市水务局整改办",),
        ("830000",),
    ),
    (
        "联系方式:0991-1234567(工作日9:30-18:00);通信地址:江城市滨河路8号;邮政编码:830000。",
        ("0991-1234567",),
        (),
        ("江城市滨河路8号",),
        ("830000",),
    ),
    ("监督电话：12345、0991—7654321", ("12345", "0991—7654321"), (), (), ()),
    ("来信地址：江城市滨河路8号市水务局（邮编：830000）", (), (), ("江城市滨河路8号市水务局",), ("830000",)),
    (
        "受理电话：0991-12388（每日8:30—20:00），0991-7654321；来信地址：江城市滨河路8号。",
        ("0991-12388", "0991-7654321"),
        (),
        ("江城市滨河路8号",),
        (),
    ),
    ("联系电话：（0991）7654321、7654322（传真）；13800000000。", ("（0991）7654321", "7654322", "13800000000"), (), (), ()),
    ("监督热线：400-810-1234或0991-7654321转806，邮编：830000。", ("400-810-1234", "0991-7654321转806"), (), (), ("830000",)),
    ("联系电话：0991-7654321-806，整改任务1200项。", ("0991-7654321-806",), (), (), ()),
    ("开通热线，受理群众来电1234件。", (), (), (), ()),
]


@pytest.mark.parametrize(("text", "phone", "email", "address", "postcode"), CONTACTS)
def test_contacts(
    text: str, phone: tuple[str, ...], email: tuple[str, ...], address: tuple[str, ...], postcode: tuple[str, ...]
) -> None:
    found = read_contacts(text)
    assert (found.phone, found.email, found.address, found.postcode) == (phone, email, address, postcode)


KINDS = [
    ("关于巡察市水务局党组的反馈意见\n根据统一部署，现反馈如下。", "反馈意见"),
    ("市水务局巡察整改问题清单\n一、履职方面", "问题清单"),
    ("市水务局巡察反馈意见整改方案\n为抓好整改，制定本方案。", "方案"),
    ("市水务局整改台账\n序号", "台账"),
    ("市水务局关于巡察整改情况的报告\n市委巡察办：", "报告"),
    ("中共市水务局党组关于巡察整改进展情况的通报\n根据统一部署。", "通报"),
    ("2024年度审计报告\n根据审计法。", "审计报告"),
    ("2024年工作总结\n一年来。", "总结"),
    ("水务局扎实整改\n本报讯（记者 王明）近日，水务局研究整改。", "新闻"),
    ("根据统一部署，现将巡察整改进展情况予以公布。", "通报"),
    ("今天天气晴。", None),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[str(k) for _, k in KINDS])
def test_kind(text: str, kind: str | None) -> None:
    assert read_text(text).document_kind == kind
