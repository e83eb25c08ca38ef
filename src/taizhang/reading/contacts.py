"""Where opinions go: telephone, e-mail, address, postcode, as the last paragraphs of a disclosure give them."""

from __future__ import annotations

import re

from taizhang.reading.facts import Contacts

_COLON = r"\s*(?:[:：为是]|$)?\s*"
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
    return Contacts(
        phone=_each(_phones(text)),
        email=_each([m[0] for m in _EMAIL.finditer(text)]),
        address=_each([a for m in _ADDRESS.finditer(text) if not (a := _BRACKETED_END.sub("", m[1]).strip()).isascii()]),
        postcode=_each([m[1] for m in _POSTCODE.finditer(text)]),
    )


def _phones(text: str) -> list[str]:
    found: list[str] = []
    for label in _LABELLED_PHONE.finditer(text):
        place = label.end()
        while number := _PHONE.match(text, place):
            found.append(number[0].strip())
            more = _MORE_PHONES.match(text, number.end())
            place = more.end() if more else len(text)
    return found


def _each(values: list[str]) -> tuple[str, ...]:
    """The values once each, in order."""
    return tuple(dict.fromkeys(values))
