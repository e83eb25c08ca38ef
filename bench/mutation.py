"""Damaged inputs, made from good ones, aware of the format's structure: the same seed always gives the same bytes."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

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


def mutate_zip(data: bytes, rng: random.Random) -> bytes:
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
            parts[at] = (name, _mutate_xml(part, rng))
    return _zipped(parts)


def _mutate_xml(part: bytes, rng: random.Random) -> bytes:
    """Tags of trouble between tags, elements lost or repeated, attribute values replaced."""
    tags = [match.start() for match in re.finditer(rb"<", part)] or [0]
    for _ in range(rng.randint(1, 6)):
        at = rng.choice(tags)
        further = min(at + rng.choice((0, 0, 20, 300)), len(part))
        part = part[:at] + rng.choice(XML) * rng.choice((1, 1, 30)) + part[further:]
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


def sample(ending: str) -> list[bytes]:
    """The good files of one kind that damage starts from."""
    return [path.read_bytes() for path in sorted(SAMPLES.glob(f"*{ending}"))]


MUTATIONS: dict[str, tuple[str, Callable[[bytes, random.Random], bytes]]] = {
    "text": (".txt", mutate_text),
    "html": (".html", mutate_html),
    "docx": (".docx", mutate_zip),
    "xlsx": (".xlsx", mutate_zip),
}


def damaged(kind: str, seed: int) -> tuple[bytes, str]:
    """Input number ``seed`` of that kind, with a name that fits it."""
    ending, mutate = MUTATIONS[kind]
    rng = random.Random(f"{kind} {seed}")
    return mutate(rng.choice(sample(ending)), rng), f"{seed}{ending}"
