"""Saved pages (.mht, .mhtml) and e-mails (.eml): the page or the letter is read, attached files are named and not read."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import plain
from taizhang.reading.limits import DEFAULTS, Limits

MOST_PARTS = 2_000
_UNNAMED = "未命名的附件"
# What the standard library meets damaged headers with.
_DAMAGED = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
_NO_TEXT = "里没有正文，只有附件或图片。请把附件另存下来，分别上传。"
_BROKEN = "的邮件结构已损坏，读不出正文。请在邮箱或浏览器里打开，把正文复制到 Word 或文本文件里再上传。"


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """What a person would see: the page or the letter, its subject as title; sender and receivers are left out."""
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.default)
        parts = list(_parts(message, limits))
        names = [name for part in parts if (name := _file_name(part))]
        subject = None if message.get_content_type() == "multipart/related" else _shown(message["subject"])
    except _DAMAGED as error:
        raise Unreadable(_BROKEN) from error
    body = next((part for kind in ("text/html", "text/plain") for part in parts if _is_body(part, kind)), None)
    if body is None:
        raise Unreadable(_NO_TEXT)
    document = _document(body, limits)
    return replace(document, format="mail", title=document.title or subject, attachments=tuple(names))


def _parts(message: Message, limits: Limits) -> Iterator[Message]:
    """The message's leaves in order; a letter inside a letter is an attachment."""
    waiting, count = [message], 0
    while waiting:
        part = waiting.pop(0)
        count += 1
        if count > min(MOST_PARTS, limits.members):
            raise Unreadable(
                f"里面的部件超过 {min(MOST_PARTS, limits.members):,} 个，不像正常的邮件或网页。请另存为新文件后再上传。"
            )
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting[:0] = [each for each in part.get_payload() if isinstance(each, Message)]
        else:
            yield part


def _is_body(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment"


def _document(part: Message, limits: Limits) -> Document:
    payload = part.get_payload(decode=True)
    data = _in_utf8(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    if part.get_content_type() != "text/html":
        return plain.read(data, limits)
    from taizhang.reading.formats import html  # late: lxml

    return html.read(data, limits)


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """The text with its encoding told by its first bytes, where the part's header says rightly what it is."""
    if charset is None or data.startswith(tuple(mark for mark, _ in plain.BOMS)):
        return data
    try:
        text = data.decode("gb18030" if charset.lower() in ("gb2312", "gbk") else charset)
    except (LookupError, ValueError):
        return data  # declared wrongly: told apart as any text is
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def _file_name(part: Message) -> str | None:
    """An attached file's name; pictures and styles that belong to the page are none."""
    if part.get_content_disposition() != "attachment" and part.get_content_maintype() != "message":
        return None
    return _shown(part.get_filename()) or _UNNAMED


def _shown(text: object) -> str | None:
    flat = " ".join("".join(c for c in str(text or "") if c.isprintable() or c.isspace()).split())
    return flat[:200] or None
