"""Damaged inputs, made from good ones, aware of the format's structure: the same seed always gives the same bytes."""

from __future__ import annotations

import functools
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from samples.write_ofd import ofd
from samples.write_pdf import pdf

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
# What official Chinese is made of, and what readers trip over.
TOKENS = (
    "一、",
    "（一）",
    "(一)",
    "1.",
    "（1）",
    "①",
    "一是",
    "第一，",
    "首先，",
    "。",
    "；",
    "：",
    "、",
    "　",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\ufeff",
    "\u200b",
    "2026年",
    "13月45日",
    "月底",
    "至",
    "上半年",
    "12个问题",
    "57条措施",
    "100%",
    "万",
    "亿",
    "余",
    "《",
    "》",
    "“",
    "”",
    "创(chuàng)建",
    "整改责任单位：",
    "已完成",
    "联系电话：",
    "邮编",
    "@",
    "9" * 40,
    "（" * 30,
    "一是二是三是",
    "𠮷",
    "\ud7ff",
)
TAGS = (
    "<table>",
    "</table>",
    "<tr>",
    "<td colspan=9999 rowspan=9999>",
    "<ol start=-5>",
    "<li value=99999999>",
    "<div>" * 50,
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "<style>",
    "&#0;",
    "&#x110000;",
    "&nbsp;",
    "<![CDATA[",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "<p style=",
    "<base href=//x>",
    "</html>",
)
XML = (
    b"<w:p>",
    b"</w:p>",
    b"<w:tbl>",
    b'<w:gridSpan w:val="99999"/>',
    b'<w:numId w:val="-1"/>',
    b'<w:ilvl w:val="99"/>',
    b"<!DOCTYPE x>",
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    b"&a;",
    b"&#0;",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b'<c r="XFD1048576" t="s"><v>99</v></c>',
    b'<dimension ref="A1:XFD1048576"/>',
    b'<w:lvlText w:val="%1.%2.%9"/>',
    b'<w:start w:val="999999999999"/>',
    b"\xff\xfe",
)


PDF_NUMBERS = (b"-1", b"0", b"99999999999999", b"1e30", b"0.0000001")
PDF_NAMES = (b"/Page", b"/Pages", b"/Kids", b"/Count", b"/Contents", b"/Font", b"/MediaBox", b"/Parent", b"/DescendantFonts")


OFD = (
    b'<ofd:TextObject Boundary="0 0 9 9" Size="nan"><ofd:TextCode X="1e999" DeltaX="g 99999999 1">',
    b'CTM="0 0 0 0 0 0"',
    b"<ofd:PhysicalBox>0 0 -1 1e9</ofd:PhysicalBox>",
    b'<ofd:Page BaseLoc="../../OFD.xml"/>',
    b"<ofd:PageBlock>",
    b"</ofd:TextCode>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&#0;",
)
MAIL = (
    "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
    "\n--b--\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "Content-Type: text/html; charset=utf-7\n",
    "Content-Type: message/rfc822\n\n",
    "Content-Disposition: attachment; filename*=utf-8''%E5%8F%B0%ff\n",
    "Subject: =?gb2312?B?zKg=?= =?x?Q?=ZZ?=\n",
    "=?utf-8?b?" * 40,
    "--b\n" * 60,
    "\n\n",
)


def mutate_bytes(data: bytes, rng: random.Random) -> bytes:
    """One to eight plain damages: flips, cuts, doubled and moved pieces."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(out) + 1)
        length = min(rng.choice((1, 2, 7, 64, 900)), len(out) - at)
        match rng.randrange(5):
            case 0 if length:
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * rng.choice((1, 2, 40))
            case 3:
                out[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 9)))
            case _:
                piece = out[at : at + length]
                del out[at : at + length]
                out[(place := rng.randrange(len(out) + 1)) : place] = piece
    return bytes(out[: 4 * len(data) + 1000])


def mutate_text(data: bytes, rng: random.Random, tokens: tuple[str, ...] = TOKENS) -> bytes:
    """Tokens of the language put in, pieces lost; sometimes saved in another encoding, sometimes with damaged bytes."""
    text = data.decode("utf-8", "replace")
    start = rng.randrange(max(len(text) - 600, 1))
    text = text[start : start + rng.choice((80, 400, 1500))]
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(tokens) * rng.choice((1, 1, 1, 3, 60)) + text[at + rng.choice((0, 0, 1, 5, 40)) :]
    coded = text.encode(rng.choice(("utf-8", "utf-8", "utf-8", "utf-16", "gb18030")), "ignore")
    return mutate_bytes(coded, rng) if rng.random() < 0.2 else coded


def mutate_html(data: bytes, rng: random.Random) -> bytes:
    """A page with tags and words of trouble in it."""
    return mutate_text(data, rng, TOKENS + TAGS * 3)


def mutate_mail(data: bytes, rng: random.Random) -> bytes:
    """A saved page with headers of trouble in its head, and a page with trouble behind it."""
    head, _, page = data.partition(b"\r\n\r\n--b")
    for _ in range(rng.randint(0, 4)):
        lines = head.decode("latin-1").split("\r\n")
        lines.insert(rng.randrange(len(lines) + 1), rng.choice(MAIL))
        head = mutate_bytes("\r\n".join(lines).encode("utf-8"), rng) if rng.random() < 0.1 else "\r\n".join(lines).encode("utf-8")
    return head + b"\r\n\r\n--b" + mutate_text(page, rng, TOKENS + TAGS + MAIL * 3)


def mutate_ofd(data: bytes, rng: random.Random) -> bytes:
    """As office files with OFD's own trouble, or whole with numbers and names of trouble."""
    if rng.random() < 0.4:
        return mutate_zip(data, rng, OFD + XML[6:10])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    share = rng.choice((0.002, 0.02, 0.3))
    return _zipped(
        [(name, re.sub(rb"-?\d+(?:\.\d+)?|g \d+|Layer|PageBlock", _troubled(rng, share), part)) for name, part in parts]
    )


def _troubled(rng: random.Random, share: float) -> Callable[[re.Match[bytes]], bytes]:
    words = (b"0", b"-1", b"nan", b"1e999", b"99999999999", b"g 99999999 1", b"0.0001", b"", b"false", b"TextObject")
    return lambda match: rng.choice(words) if rng.random() < share else match[0]


def mutate_zip(data: bytes, rng: random.Random, tokens: tuple[bytes, ...] = XML) -> bytes:
    """One part of an office file damaged inside, lost, doubled or renamed, and zipped again; sometimes the container itself."""
    if rng.random() < 0.25:
        return mutate_bytes(data, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    at = rng.randrange(len(parts))
    name, part = parts[at]
    match rng.randrange(8):
        case 0:
            del parts[at]
        case 1:
            parts.append((rng.choice(("../" + name, "/" + name, name.upper(), "xl/vbaProject.bin")), part))
        case 2:
            parts[at] = (name, mutate_bytes(part, rng))
        case _:
            parts[at] = (name, _mutate_xml(part, rng, tokens))
    return _zipped(parts)


def _mutate_xml(part: bytes, rng: random.Random, tokens: tuple[bytes, ...]) -> bytes:
    """Tags of trouble between tags, elements lost or repeated, attribute values replaced."""
    tags = [match.start() for match in re.finditer(rb"<", part)] or [0]
    for _ in range(rng.randint(1, 6)):
        at = rng.choice(tags)
        further = min(at + rng.choice((0, 0, 20, 300)), len(part))
        part = part[:at] + rng.choice(tokens) * rng.choice((1, 1, 30)) + part[further:]
    return re.sub(rb'"\d+"', lambda m: rng.choice((m[0], m[0], m[0], b'"-1"', b'"99999999999"', b'"x"')), part)


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        seen: set[str] = set()
        for name, part in parts:
            if name not in seen:
                archive.writestr(name, part)
            seen.add(name)
    return out.getvalue()


def mutate_pdf(data: bytes, rng: random.Random) -> bytes:
    """Objects lost, doubled, pointing at others or at themselves; streams that are not what they say; a wrong table of places."""
    objects = re.findall(rb"\d+ 0 obj\n.*?endobj\n", data, re.DOTALL)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(objects))
        objects[at : at + 1] = _mutate_object(objects[at], objects, rng)
        if not objects:
            return b"%PDF-1.7\n"
    body = b"%PDF-1.4\n" + b"".join(objects)
    table = _places(body) if rng.random() < 0.5 else data[data.index(b"xref") :]
    whole = body + table
    return mutate_bytes(whole, rng) if rng.random() < 0.3 else whole


def _mutate_object(one: bytes, objects: list[bytes], rng: random.Random) -> list[bytes]:
    """What stands in the object's place afterwards."""
    match rng.randrange(8):
        case 0:
            return []
        case 1:
            return [one, re.sub(rb"^\d+", str(rng.randint(0, len(objects) + 2)).encode(), one)]
        case 2:
            return [re.sub(rb"\d+ 0 R", lambda m: rng.choice((m[0], b"%d 0 R" % rng.randint(0, len(objects) + 2))), one)]
        case 3:
            return [re.sub(rb"(?<=[ \[/(])\d+(?![\d ]* R)", lambda m: rng.choice((m[0], m[0], *PDF_NUMBERS)), one)]
        case 4:
            return [_mutate_stream(one, rng)]
        case 5:
            return [one.replace(rng.choice(PDF_NAMES), rng.choice(PDF_NAMES))]
        case 6:
            place = rng.randrange(len(one))
            return [one[:place] + rng.choice((b"<<", b">>", b"[" * 3000, b"(", b"endobj", b"stream\n", b"\0")) + one[place:]]
        case _:
            return [mutate_bytes(one, rng)]


def _mutate_stream(one: bytes, rng: random.Random) -> bytes:
    """A stream with another content, another length, or packed in a way that it does not say, or says and is not."""
    head, begin, rest = one.partition(b"stream\n")
    content, end, tail = rest.partition(b"endstream")
    if not begin or not end:
        return mutate_bytes(one, rng)
    packed = zlib.compress(rng.choice((content, content * 200, b"q " * 50_000, b"BT /F 16 Tf " * 5000)))
    content = rng.choice((packed, packed[: len(packed) // 2], mutate_bytes(content, rng)))
    filters = rng.choice((b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]", b"/Filter/LZWDecode", b""))
    length = rng.choice((len(content), 0, -1, 2**31, len(content) + 50))
    return re.sub(rb"/Length \d+", filters + b"/Length %d" % length, head) + begin + content + end + tail


def _places(body: bytes) -> bytes:
    """The table of places as it should be."""
    found = [match.start() for match in re.finditer(rb"\d+ 0 obj\n", body)]
    table = b"".join(b"%010d 00000 n \n" % place for place in found)
    count = len(found) + 1
    return b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        count, table, count, len(body),
    )  # fmt: skip


@functools.cache
def sample(ending: str) -> list[bytes]:
    """The good files of one kind that damage starts from."""
    if ending == ".pdf":
        return [_printed(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]
    if ending == ".ofd":
        return [_in_ofd(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]
    if ending == ".mht":
        return [_saved(path.read_bytes()) for path in sorted(SAMPLES.glob("*.html"))]
    return [path.read_bytes() for path in sorted(SAMPLES.glob(f"*{ending}"))]


def _in_ofd(text: str) -> bytes:
    """The beginning of a text as an OFD of two pages over a template."""
    lines = [line[at : at + 26] for line in text.split("\n") for at in range(0, len(line), 26)]
    pages = ([(30.0, 40 + 10.2 * n, line) for n, line in enumerate(lines[at : at + 20])] for at in (0, 20))
    return ofd(*pages, template=[(30.0, 20.0, "市水务局")])


def _saved(page: bytes) -> bytes:
    """A page as browsers save it into one file."""
    head = b'From: <Saved by x>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head + part + page + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"


def _printed(text: str) -> bytes:
    """The beginning of a text as a PDF of two pages."""
    lines = [line[at : at + 28] for line in text.split("\n") for at in range(0, len(line), 28)]
    return pdf(*([(80.0, 760.0 - 29 * n, line) for n, line in enumerate(lines[at : at + 22])] for at in (0, 22)))


MUTATIONS: dict[str, tuple[str, Callable[[bytes, random.Random], bytes]]] = {
    "text": (".txt", mutate_text),
    "html": (".html", mutate_html),
    "docx": (".docx", mutate_zip),
    "xlsx": (".xlsx", mutate_zip),
    "pdf": (".pdf", mutate_pdf),
    "ofd": (".ofd", mutate_ofd),
    "mail": (".mht", mutate_mail),
}


def damaged(kind: str, seed: int) -> tuple[bytes, str]:
    """Input number ``seed`` of that kind, with a name that fits it."""
    ending, mutate = MUTATIONS[kind]
    rng = random.Random(f"{kind} {seed}")
    return mutate(rng.choice(sample(ending)), rng), f"{seed}{ending}"
