"""Numbers that tell who somebody is are known by their check digits; names by the word beside them."""

import pytest

from taizhang.checks import Severity, check
from taizhang.checks.people import is_identity_card, named_complainants, passes_luhn
from taizhang.reading import read_text


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("11010519491231002X", True),
        ("110105194912310021", False),
        ("11010519491331002X", False),
        ("01010519491231002X", False),
        ("1101051949123100", False),
        ("abcdef", False),
    ],
)
def test_identity_cards(number: str, valid: bool) -> None:
    assert is_identity_card(number) is valid


@pytest.mark.parametrize(("number", "valid"), [("6222021234567890128", True), ("6222021234567890129", False)])
def test_bank_cards(number: str, valid: bool) -> None:
    assert passes_luhn(number) is valid


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("举报人张建国反映", ["举报人张建国"]),
        ("居民王秀英多次来信投诉", ["居民王秀英多次来信投诉"]),
        ("投诉人李某反映", []),
        ("投诉人对结果满意", []),
        ("保护举报人安全。", []),
        ("信访人员任务", []),
        ("局长张建国接访", []),
    ],
)
def test_who_complained(text: str, named: list[str]) -> None:
    assert [text[start:end] for start, end in named_complainants(text)] == named


@pytest.mark.parametrize(("public", "severity"), [(True, Severity.ERROR), (False, Severity.WARNING)])
def test_what_is_published_weighs_more(public: bool, severity: Severity) -> None:
    found = check(read_text("经核实，用户手机13800138000，已恢复供水。"), public=public)
    assert [(remark.code, remark.severity) for remark in found] == [("people.mobile", severity)]


def test_a_mobile_number_given_for_opinions_is_a_note() -> None:
    found = check(read_text("如有意见建议，请及时反映。联系电话：13800138000。"), public=True)
    assert [(remark.code, remark.severity) for remark in found] == [("people.mobile", Severity.NOTE)]
