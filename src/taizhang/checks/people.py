"""People's data in what is to be published: identity cards, bank cards, mobile numbers, homes, who complained."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files

from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity

IDENTITY_CARD = Check(
    code="people.identity_card",
    severity=Severity.ERROR,
    name="身份证号码",
    english_name="An identity-card number",
    message="这里有居民身份证号码，公开前应当删去或遮盖。",
    english="An identity-card number stands here: take it out before publishing.",
    example=Example("困难户补助已发放，身份证号11010519491231002X。"),
    counter_example=Example("困难户补助已发放，身份证号110105********002X。"),
)
BANK_CARD = Check(
    code="people.bank_card",
    severity=Severity.ERROR,
    name="银行卡号",
    english_name="A bank-card number",
    message="这里有银行卡号，公开前应当删去或遮盖。",
    english="A bank-card number stands here: take it out before publishing.",
    example=Example("退款已汇入卡号6222021234567890128。"),
    counter_example=Example("退款已汇入尾号为0128的银行卡。合同编号6222021234567890129。"),
)
MOBILE = Check(
    code="people.mobile",
    severity=Severity.ERROR,
    name="手机号码",
    english_name="A mobile number",
    message="这里有手机号码，公开前应当删去或遮盖；对外联系请用办公电话。",
    english="A mobile number stands here: take it out before publishing; give an office telephone instead.",
    example=Example("经核实，用户电话为13800138000，已恢复供水。"),
    counter_example=Example("经核实，用户电话为138****8000，已恢复供水。"),
)
HOME = Check(
    code="people.home",
    severity=Severity.ERROR,
    name="家庭住址",
    english_name="A home address",
    message="这里有个人住址，公开前应当删去或只写到街道、乡镇。",
    english="A home address stands here: take it out, or name no more than the street office.",
    example=Example("当事人家住江岸市滨江路66号3栋2单元501室，已上门核实。"),
    counter_example=Example("对滨江路66号院3栋楼的二次供水设施进行改造。"),
)
COMPLAINANT = Check(
    code="people.complainant",
    severity=Severity.ERROR,
    name="举报投诉人姓名",
    english_name="Who complained is named",
    message="这里写出了举报、投诉或信访人的姓名，公开前应当删去或隐去名字。",
    english="Somebody who complained or reported is named here: take the name out.",
    example=Example("经查，举报人张建国反映的问题属实。"),
    counter_example=Example("经查，举报人张某反映的问题属实。"),
)
CHECKS: tuple[Check, ...] = (IDENTITY_CARD, BANK_CARD, MOBILE, HOME, COMPLAINANT)

_DIGITS = re.compile(r"(?<![0-9A-Za-z.])\d(?:[\d\s-]{9,25})[\dXx](?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_CARD_LABEL = re.compile(r"(?:卡号|账号|帐号|账户|帐户|银行卡|汇入|汇至)[^。；\n]{0,12}$")
_IDENTITY_LABEL = re.compile(r"身份证(?:件)?(?:号码?)?[^。；\n]{0,8}$")
_CARD_START = "62"  # what cards issued in the country begin with
_TO_THE_PUBLIC = re.compile(
    r"(?:意见|建议|监督|咨询|举报|服务|报名|联系)(?:电话|方式|热线|手机|人)|公开期限|公示期|邮编|邮政|邮箱"
)
_HOME = re.compile(
    r"(?:家住|现住址|家庭住址|家庭地址|户籍地址|户籍所在地|住址)[:：为在是]*[^，。；\n]{2,40}?\d+(?:号|栋|幢|室|单元|组|户)"
    r"[^，。；\n]{0,16}|[\d一二三四五六七八九十]+(?:号楼|栋|幢)\s*[\d一二三四五六七八九十]+单元\s*\d+(?:室|号|户)?"
)
_HOME_SIGNS = ("家住", "住址", "家庭地址", "户籍", "单元")


def remarks(paper: Paper) -> Iterator[Remark]:
    """What would tell who somebody is. In what stays inside it is a warning."""
    softer = None if paper.to_publish else Severity.WARNING
    yield from _numbers(paper, softer)
    if any(sign in paper.text for sign in _HOME_SIGNS):
        for found in _HOME.finditer(paper.text):
            if not any(found[0].strip() in address for address in paper.reading.contacts.address):
                yield HOME.at(paper.text, *found.span(), severity=softer)
    for start, end in named_complainants(paper.text):
        yield COMPLAINANT.at(paper.text, start, end, severity=softer)


def _numbers(paper: Paper, softer: Severity | None) -> Iterator[Remark]:
    for found in _DIGITS.finditer(paper.text):
        start, number = found.start(), "".join(c for c in found[0] if c.isalnum()).upper()
        before = paper.text[max(0, start - 24) : start]
        check = _told_by(number, before)
        if check is MOBILE and _is_given(paper, start):
            yield MOBILE.at(paper.text, *found.span(), severity=Severity.NOTE)  # given on purpose, for opinions
        elif check:
            yield check.at(paper.text, *found.span(), severity=softer)


def _is_given(paper: Paper, place: int) -> bool:
    """Whether the line is one that tells the public whom to reach."""
    end = paper.text.find("\n", place)
    return bool(_TO_THE_PUBLIC.search(paper.text, paper.text.rfind("\n", 0, place) + 1, end if end >= 0 else len(paper.text)))


def _told_by(number: str, before: str) -> Check | None:
    """What kind of number it is, by its check digit or by the word before it."""
    if len(number) in (15, 18) and (is_identity_card(number) or (_IDENTITY_LABEL.search(before) and number[:17].isdigit())):
        return IDENTITY_CARD
    if 16 <= len(number) <= 19 and number.isdigit() and passes_luhn(number):
        return BANK_CARD if _CARD_LABEL.search(before) or number.startswith(_CARD_START) else None
    if len(number) in (11, 13) and _MOBILE.fullmatch(number.removeprefix("86")):
        return MOBILE
    return None


def is_identity_card(number: str) -> bool:
    """Whether 18 characters are an identity-card number: its date of birth is a day, and its check character comes out."""
    if len(number) != 18 or not number[:17].isdigit() or number[0] == "0":
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    return number[17] == "10X98765432"[rest] and _is_birthday(number[6:14])


def _is_birthday(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False


def passes_luhn(number: str) -> bool:
    """Whether the last digit is the check digit of a bank card."""
    doubled = [int(digit) * 2 for digit in number[-2::-2]]
    return (sum(map(int, number[-1::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def named_complainants(text: str) -> Iterator[tuple[int, int]]:
    """Places where a name stands beside a word of complaint: 举报人张建国, 居民张建国投诉."""
    words = _words()
    if not any(word in text for word in words.signs):
        return
    for found in (*words.behind.finditer(text), *words.before.finditer(text)):
        name = found["name"]
        if not name.endswith("某") and "某" not in name and name not in words.not_names and name[:2] not in words.not_names:
            yield found.span()


class _Words:
    """The lists of people.toml as patterns."""

    def __init__(self, said: dict[str, dict[str, str]]) -> None:
        surnames = sorted(said["names"]["surnames"].split(), key=len, reverse=True)
        complainants, complain = said["words"]["complainants"].split(), said["words"]["complain"].split()
        name = rf"(?P<name>(?:{'|'.join(surnames)})[一-龥]{{1,2}}?)"
        verbs = rf"{'|'.join(complain)}|反映|称|提出|表示"
        self.signs = tuple(word[:2] for word in (*complainants, *complain))
        self.not_names = frozenset(said["names"]["not_names"].split())
        self.behind = re.compile(
            rf"(?:{'|'.join(complainants)})[:：为是]?{name}(?=[，,。；;、）)（(\s]|{verbs}|先生|女士|同志|等人|[的所就向在于]|$)"
        )
        self.before = re.compile(
            rf"(?:居民|村民|群众|市民|用户|业主|职工|干部|员工|商户|网民)[:：“]?{name}”?(?:先生|女士|同志)?(?:实名|多次|来信|来电|到场|[向通在就对拨致][^，。；\n]{{1,14}}?){{0,2}}(?:{'|'.join(complain)})"
        )


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words(tomllib.loads(files("taizhang.checks").joinpath("people.toml").read_text("utf-8")))
