"""A template looked at or filled: ``python -m taizhang.reports.house.program check|fill FOLDER``.

A program of its own, within time and memory: cleaning up what Word wrote takes long for what was made to take long, and nothing
that a template could reach is in this process.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from taizhang.reports.house.language import Wrong, environment, wrongs

MEMORY = 1536 * 1024**2
SECONDS = 25
MOST_BYTES = 64 * 1024**2
_TAGS = re.compile("<[^>]+>")
_PARAGRAPH = re.compile("<w:p([ >])")
_FULL_WIDTH = re.compile("[{｛]｛|｛[{｛]|[｛{]％|｝[}｝]|[}｝]｝|％[}｝]")
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
SHOWN = 24


def main() -> int:
    """Do what is asked; the answer is in the folder."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))
    task, folder = sys.argv[1], Path(sys.argv[2])
    if task == "check":
        (folder / "found.json").write_text(json.dumps(check(folder / "template.docx"), ensure_ascii=False), "utf-8")
    else:
        fill(folder / "template.docx", json.loads((folder / "values.json").read_text("utf-8")), folder / "filled.docx")
    return 0


def check(template: Path) -> list[tuple[str, str]]:
    """What is wrong in it: where, what."""
    found: list[tuple[str, str]] = []
    for where, source in _sources(template):
        text = _PARAGRAPH.sub(r"\n<w:p\1", source.replace("\n", " "))
        lines = text.split("\n")
        found += [(_place(where, lines, wrong.line), wrong.what) for wrong in [*_full_width(lines), *wrongs(text)]]
    return found


def _full_width(lines: list[str]) -> Iterator[Wrong]:
    for number, line in enumerate(lines, 1):
        if _FULL_WIDTH.search(_TAGS.sub("", line)):
            yield Wrong(number, "大括号或百分号是全角的，请改成半角 {{ }}、{% %}。")


def _place(where: str, lines: list[str], line: int) -> str:
    """Which paragraph it is, with its first words."""
    if not 0 < line <= len(lines):
        return where
    said = _TAGS.sub("", lines[line - 1]).strip()
    shown = f"“{said[:SHOWN]}{'…' if len(said) > SHOWN else ''}”" if said else ""
    return f"{where}第{max(line - 1, 1)}段{shown}"


def _sources(template: Path) -> Iterator[tuple[str, str]]:
    """Everything in which something is filled in, by where it stands."""
    from docxtpl import DocxTemplate

    made = DocxTemplate(template)
    made.init_docx()
    yield "正文", made.patch_xml(made.get_xml())
    for uri, where in ((made.HEADER_URI, "页眉"), (made.FOOTER_URI, "页脚")):
        for _, part in made.get_headers_footers(uri):
            yield where, made.patch_xml(made.get_part_xml(part))
    for part in made.docx.part.package.iter_parts():
        if part.content_type.endswith(".footnotes+xml"):
            yield "脚注", made.patch_xml(part.blob.decode("utf-8"))
    for name in _PROPERTIES:
        if said := getattr(made.docx.core_properties, name):
            yield "文档属性", said


def fill(template: Path, values: dict[str, Any], target: Path) -> None:
    """Fill it. What it says was looked at when it was kept; it is run in a sandbox all the same."""
    from docxtpl import DocxTemplate

    if check(template):
        raise ValueError("not as it was when it was kept")
    made = DocxTemplate(template)
    made.render(values, environment(), autoescape=True)
    made.save(target)


if __name__ == "__main__":
    sys.exit(main())
