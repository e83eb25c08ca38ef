"""Old and foreign office files through LibreOffice: read as what they become, nothing fetched, nothing left behind."""

from __future__ import annotations

import io
import os
import tempfile
import threading
import time
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer

import docx as python_docx
import pytest

from taizhang.reading.document import Unreadable
from taizhang.reading.formats import containers, libreoffice, open_document, programs
from taizhang.reading.limits import DEFAULTS, Limits
from taizhang.reading.secrecy import mark_of
from tests.reading.excel import workbook
from tests.reading.word import zipped

needs_libreoffice = pytest.mark.skipif(
    programs.found(*libreoffice.NAMES) is None, reason="LibreOffice is not installed (make system-deps)"
)
RTF = rb"{\rtf1\ansi\ansicpg936 {\header\pard \u26426?\u23494?\u9733?\par}\u25972?\u25913?\u21488?\u-29402? 57\par }"


def two_tables(closed: bool) -> bytes:
    """A Word document of two tables; Word ends one with a paragraph, other programs may end it with its table."""
    document, data = python_docx.Document(), io.BytesIO()
    for text in ("整改台账", "中间"):
        document.add_paragraph(text)
        table = document.add_table(2, 2)
        for place, content in enumerate("甲乙丙丁"):
            table.cell(place // 2, place % 2).text = content
    if closed:
        document.add_paragraph()
    document.save(data)
    return data.getvalue()


def made(data: bytes, reader: str, target: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A file of another kind, made by LibreOffice."""
    with monkeypatch.context() as patch:
        patch.setitem(libreoffice.FILTERS, "a", reader)
        patch.setitem(libreoffice.TARGETS, "a", target)
        patch.setitem(libreoffice.LABELS, "a", "a")
        return libreoffice.convert(data, "a")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the reading's temporary folders are made in."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left_behind(own: Path) -> list[str]:
    """Files of readings, and programs that still run on them."""
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    return [str(path) for path in own.iterdir()] + [repr(line) for line in commands if str(own).encode() in line]


@needs_libreoffice
def test_an_rtf_is_read_and_the_mark_in_its_page_head_is_seen() -> None:
    document = open_document(RTF, "台账.rtf")
    assert (document.format, document.text, mark_of(document)) == ("rtf", "整改台账 57", "机密")


@needs_libreoffice
@pytest.mark.parametrize("closed", [True, False], ids=["a paragraph", "its table"])
def test_a_doc_keeps_the_table_it_ends_with(closed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    data = made(two_tables(closed), "MS Word 2007 XML", "doc:MS Word 97", monkeypatch)
    document = open_document(data, "台账.doc")
    assert document.text == "整改台账\n甲\t乙\n丙\t丁\n中间\n甲\t乙\n丙\t丁"
    assert len(document.tables) == 2


@needs_libreoffice
def test_open_documents_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = made(workbook([["问题", "措施"], ["甲", 57]]), "Calc MS Excel 2007 XML", "ods:calc8", monkeypatch)
    assert containers.kind(sheet) == "ods"
    assert open_document(sheet, "台账.ods").text == "问题\t措施\n甲\t57"


@needs_libreoffice
def test_what_takes_too_long_is_ended_with_all_it_started(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "_command", lambda *_: ["sh", "-c", "sleep 60 & sleep 60", str(own)])
    start = time.monotonic()
    with pytest.raises(Unreadable, match="超过 1 秒"):
        open_document(RTF, "a.rtf", Limits(seconds=1))
    assert time.monotonic() - start < 5
    assert left_behind(own) == []


@needs_libreoffice
@pytest.mark.parametrize(
    "data", [b"{\\rtf", containers.OLE + b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0\0" + b"x" * 2000], ids=["rtf", "doc"]
)
def test_a_damaged_file_says_so_and_leaves_nothing_behind(data: bytes, own: Path) -> None:
    with pytest.raises(Unreadable, match=r"没能转换|没有文字"):
        open_document(data, "a.doc")
    assert left_behind(own) == []


@needs_libreoffice
def test_nothing_is_fetched_for_a_file() -> None:
    asked = []

    class Watch(BaseRequestHandler):
        def handle(self) -> None:
            asked.append(self.request.recv(200))

    server = TCPServer(("127.0.0.1", 0), Watch)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    assert open_document(with_linked_picture(f"http://127.0.0.1:{server.server_address[1]}/a.png"), "a.odt").text == "整改"
    server.shutdown()
    server.server_close()
    assert asked == []


def with_linked_picture(address: str) -> bytes:
    """An .odt whose picture stands elsewhere: with LibreOffice's own settings it would be asked for."""
    names = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible", "manifest": "manifest"}
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items())
    frame = '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{}" xlink:type="simple"/></draw:frame>'
    body = f"<office:body><office:text><text:p>整改{frame.format(address)}</text:p></office:text></office:body>"
    kind = "application/vnd.oasis.opendocument.text"
    entries = (("/", kind), ("content.xml", "text/xml"))
    listed = "".join(f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{of}"/>' for path, of in entries)
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f"<manifest:manifest {spaces}>{listed}</manifest:manifest>",
            "content.xml": f"<office:document-content {spaces} {link}>{body}</office:document-content>",
        }
    )


@pytest.mark.parametrize(("name", "ending"), [("台账.rtf", ".docx"), ("a.doc", ".docx")])
def test_without_libreoffice_a_sentence_says_what_to_do(name: str, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "found", lambda *names: None)
    with pytest.raises(Unreadable, match=f"没有安装.*LibreOffice.*另存为“{ending}”"):
        open_document(RTF, name, DEFAULTS)


KINDS = [
    ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "odt"),
    ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}, "ods"),
    ({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": ""}, "odf"),
    ({"xl/workbook.bin": ""}, "xlsb"),
    ({"OFD.xml": ""}, "ofd"),
]


@pytest.mark.parametrize(("members", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_kinds(members: dict[str, str], kind: str) -> None:
    assert containers.kind(zipped(members)) == kind
