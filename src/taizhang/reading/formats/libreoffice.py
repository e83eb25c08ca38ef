"""Old and foreign office files (.doc, .wps, .rtf, .odt, .ods, .xlsb) by way of LibreOffice, where it is installed.

LibreOffice turns them into .docx or .xlsx, which the own readers then read: one set of rules for numbers and tables.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import containers, docx, programs, xlsx
from taizhang.reading.formats.doc_end import with_last_table
from taizhang.reading.limits import DEFAULTS, Limits
from taizhang.reading.secrecy import running_heads

NAMES = ("soffice", "libreoffice")
WRITER, CALC = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"
TARGETS = {"doc": WRITER, "rtf": WRITER, "odt": WRITER, "ods": CALC, "xlsb": CALC}
# Each kind's own filter: left to guess, LibreOffice takes what is damaged for plain text.
FILTERS = {
    "doc": "MS Word 97",
    "rtf": "Rich Text Format",
    "odt": "writer8",
    "ods": "calc8",
    "xlsb": "Calc MS Excel 2007 Binary",
}
LABELS = {
    "doc": "旧版 Word 文档（.doc 或 .wps）",
    "rtf": "RTF 文件",
    "odt": "OpenDocument 文档（.odt）",
    "ods": "OpenDocument 工作簿（.ods）",
    "xlsb": "二进制工作簿（.xlsb）",
}
_ABSENT = "是{}，这套系统没有安装读取它的 LibreOffice。请用 Word 或 WPS 另存为“.{}”后上传。"
_FAILED = "是{}，没能转换，可能已损坏或有密码。请用 Word 或 WPS 打开，另存为“.{}”后上传。"
_SLOW = "是{}，转换超过 {} 秒，没有读取。请用 Word 或 WPS 打开，另存为“.{}”后上传。"
# Nothing is run and nothing is fetched for a file: no macros, no links, no updates of fields from elsewhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""  # noqa: E501


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The document or workbook, as its .docx or .xlsx is read."""
    kind = containers.kind(data) or ""
    converted = convert(data, kind, limits)
    if TARGETS[kind] == CALC:
        return replace(xlsx.read(converted, limits), format=kind)
    document = docx.read(converted, limits)
    if kind == "doc":
        document = with_last_table(document, data, limits)
    return replace(document, format=kind, running=tuple(running_heads(converted, "docx", limits)))


def convert(data: bytes, kind: str, limits: Limits = DEFAULTS) -> bytes:
    """The bytes of the .docx or .xlsx that LibreOffice makes of a file. Raises Unreadable."""
    program, ending = programs.found(*NAMES), TARGETS[kind].partition(":")[0]
    if program is None:
        raise Unreadable(_ABSENT.format(LABELS[kind], ending))
    with programs.folder() as home:
        source = home / f"paper.{kind}"
        source.write_bytes(data)
        try:
            programs.run(_command(program, home, source, kind), home, limits.seconds)
        except programs.Overran:
            raise Unreadable(_SLOW.format(LABELS[kind], limits.seconds, ending)) from None
        made = home / "out" / f"paper.{ending}"
        if not made.is_file() or not 0 < made.stat().st_size <= limits.unpacked_bytes:
            raise Unreadable(_FAILED.format(LABELS[kind], ending))
        return made.read_bytes()


def _command(program: str, home: Path, source: Path, kind: str) -> list[str]:
    options = ["--convert-to", TARGETS[kind], "--outdir", str(home / "out"), str(source)]
    return command(program, home, f"--infilter={FILTERS[kind]}", *options)


def command(program: str, home: Path, *options: str) -> list[str]:
    """How LibreOffice is started, with a profile of its own for each call: two that share one wait for each other or fail."""
    user = home / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    return [program, profile, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", *options]
