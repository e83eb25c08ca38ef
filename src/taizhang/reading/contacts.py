"""Where opinions go: telephone, e-mail, address, postcode, as the last paragraphs of a disclosure give them."""

from __future__ import annotations

import re

from taizhang.reading.basis import Basis
from taizhang.reading.facts import Contacts, Fact
from taizhang.sheet import Span

_PHONE_LABEL = r"(?:电\s*话|联系方式|热线|传\s*真|值班|手\s*机|监督方式)"
_PHONE = re.compile(
    r"(?<![\d.])(?:[（(]?0\d{2,3}[)）]?\s*[-—–－―]{0,2}\s*(?:\d{7,8}|1\d{4}(?!\d))|400-?\d{3}-?\d{4}|1[3-9]\d{9}|[2-9]\d{6,7}|1\d{4})(?:\s*转\s*\d{1,5}|-\d{3,4}(?!\d))?(?![\d.])"
)
_LABELLED_PHONE = re.compile(rf"{_PHONE_LABEL}[^，,。；;\n\d]{{0,12}}?[:：为是]?\s*")
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_POSTCODE = re.compile(r"(?:邮\s*编|邮政编码)[^\d\n]{0,4}(\d{6})(?!\d)")
_ADDRESS = re.compile(
    r"(?:通[信讯]地址|邮政地址|邮政信箱|邮寄地址|联系地址|来信地址|来访地址|办公地址|收件地址|信函地址|地\s*址|信\s*箱|邮箱地址)(?:[（(][^）)\n]{0,20}[）)])?\s*[:：为是]+\s*"
    r"([^；;。，,\n@]{4,80})"
)
_MORE_PHONES = re.compile(r"(?:\s*(?:[、，,；;/或和及]|（[^）\n]{0,30}）|\([^)\n]{0,30}\)))+\s*")
_LABELLED, _LISTED, _SHAPE = Basis("标明的联系方式"), Basis("接在前一个号码后面", 85), Basis("电子邮箱的样子", 95)
_BRACKETED_END = re.compile(r"\s*[（(](?:邮编|邮政编码|收|信封)[^）)]*[）)]?$|\s*邮\s*(?:编|政编码)[:：]?\s*\d*$")


def read_contacts(text: str) -> Contacts:
    """Every way of answering that the text names with its label."""
    if (
        "电话" not in text
        and "@" not in text
        and "地址" not in text
        and "联系方式" not in text
        and "邮" not in text
        and "热线" not in text
    ):
        return Contacts()
    phones, emails = _phones(text), [_fact("电子邮箱", m, 0, _SHAPE) for m in _EMAIL.finditer(text)]
    postcodes = [_fact("邮编", m, 1, _LABELLED) for m in _POSTCODE.finditer(text)]
    addresses = [fact for m in _ADDRESS.finditer(text) if not (fact := _address(m)).value.isascii()]
    return Contacts(_each(phones), _each(emails), _each(addresses), _each(postcodes), (*phones, *emails, *addresses, *postcodes))


def _phones(text: str) -> list[Fact]:
    found: list[Fact] = []
    for label in _LABELLED_PHONE.finditer(text):
        place = label.end()
        while number := _PHONE.match(text, place):
            found.append(_fact("电话", number, 0, _LABELLED if place == label.end() else _LISTED))
            more = _MORE_PHONES.match(text, number.end())
            place = more.end() if more else len(text)
    return found


def _address(found: re.Match[str]) -> Fact:
    return Fact("地址", _BRACKETED_END.sub("", found[1]).strip(), Span(*found.span(1)), _LABELLED)


def _fact(name: str, found: re.Match[str], group: int, basis: Basis) -> Fact:
    return Fact(name, found[group].strip(), Span(*found.span(group)), basis)


def _each(facts: list[Fact]) -> tuple[str, ...]:
    """The values once each, in order."""
    return tuple(dict.fromkeys(fact.value for fact in facts))
