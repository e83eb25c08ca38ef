"""Saved pages and e-mails: the page or the letter is read, attached files are named."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from taizhang.reading import read, to_contract
from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import open_document
from taizhang.reading.limits import Limits

PAGE = (
    "<html><head><title>整改通报_市水务局</title></head><body><p>一、供水保障。</p><table><tr><td>甲<td>乙</table></body></html>"
)


def letter(text: str = "", html: str = "", **attached: bytes) -> bytes:
    """An e-mail with these bodies and attached files."""
    message = EmailMessage()
    message["From"], message["Subject"] = "甲 <a@example.org>", "整改进展情况通报"
    if text:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.docx")
    return message.as_bytes()


def saved_page(coding: str = "utf-8", said: str = "") -> bytes:
    """A page as browsers save it into one file."""
    head = (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset={said or coding}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    picture = "\r\n--b\r\nContent-Type: image/png\r\nContent-Location: https://example.org/a.png\r\n\r\nx\r\n--b--\r\n"
    return head.encode() + PAGE.encode(coding) + picture.encode()


def opened(data: bytes) -> Document:
    """The document read from these bytes."""
    return open_document(data, "通报.mht")


@pytest.mark.parametrize(("coding", "said"), [("utf-8", ""), ("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "x-no")])
def test_a_saved_page_is_read_as_the_page(coding: str, said: str) -> None:
    document = opened(saved_page(coding, said))
    assert (document.format, document.title, document.text) == ("mail", "整改通报", "整改通报\n一、供水保障。\n甲\t乙")
    assert len(document.tables) == 1
    assert document.attachments == ()


def test_a_letter_of_text_has_its_subject_for_title() -> None:
    document = opened(letter("一、供水保障。\n"))
    assert (document.title, document.text.strip()) == ("整改进展情况通报", "一、供水保障。")


def test_of_two_bodies_the_page_is_read() -> None:
    assert len(opened(letter("只有文字", PAGE)).tables) == 1


def test_attached_files_are_named_and_not_read() -> None:
    reading = read(letter("请见附件。", 整改方案=b"PK\x03\x04", 台账=b"x"), "信.eml")
    assert to_contract(reading)["attachments"] == ["整改方案.docx", "台账.docx"]
    assert "PK" not in reading.text


def test_a_letter_inside_a_letter_is_an_attachment() -> None:
    outer = EmailMessage()
    outer.set_content("转发如下。")
    inner = EmailMessage()
    inner.set_content("里面的信")
    outer.add_attachment(inner)
    document = opened(outer.as_bytes())
    assert (document.text.strip(), document.attachments) == ("转发如下。", ("未命名的附件",))


def test_a_letter_with_attachments_only_says_what_to_do() -> None:
    with pytest.raises(Unreadable, match="分别上传"):
        opened(letter("", 台账=b"x"))


def test_a_text_with_a_colon_is_no_letter() -> None:
    assert open_document("Title: 台账\n正文。".encode(), "a.txt").format == "text"


def test_letters_within_letters_have_an_end() -> None:
    parts = b"".join(b"--b\r\nContent-Type: image/png\r\n\r\n\r\n" for _ in range(30))
    data = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + parts + b"--b--"
    with pytest.raises(Unreadable, match="20 个"):
        open_document(data, "x.eml", Limits(members=20))
