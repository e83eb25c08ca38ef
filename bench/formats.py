"""``make bench NAME=formats``: files read a second of each kind, a folder of a thousand, and the same papers by other programs.

Keys: files_per_second (by kind, a core), folder (speedup, the memory of its parent process), side_by_side (by kind of file and
program: processor seconds of one call, kept: share of the characters of the paper, added: share of its output that is not of
the paper, headings: share of the headings found in their order, numbers: share of them with their numbers), missing
(programs that were not there, and why).
"""

from __future__ import annotations

import functools
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import formats_folder, peers
from bench.mutation import sample
from samples.write_pdf import pdf
from taizhang.reading import read
from taizhang.reading.formats import libreoffice, programs

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
RUNS, AT_LEAST = 5, 1.0
OURS = "from taizhang.cli import main; import sys; main(['read', '--json', sys.argv[1]])"
PLAN = SAMPLES / "整改方案.docx"
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_NUMBER_BEFORE = re.compile(rf"(?:{_NUMBER.pattern}|\d+[.．、])$")
REPORT = (SAMPLES / "整改进展情况通报.txt").read_text("utf-8")


def main() -> None:
    """Measure and print."""
    found, missing = peers.commands()
    papers = _papers()
    speeds = {ending: _speed(data, f"a{ending}") for ending, data in {**papers, **_old(papers[".docx"])}.items()}
    if programs.found("tesseract"):
        speeds[".png"] = _speed(_scan(), "a.png", ocr=True)
    beside = {ending: _side_by_side(ending, papers[ending], found) for ending in peers.KINDS}
    folder = formats_folder.figures({ending: papers[ending] for ending in (".txt", ".html", ".docx", ".xlsx", ".pdf", ".ofd")})
    figures = {"files_per_second": speeds, "folder": folder, "side_by_side": beside, "missing": missing}
    print(json.dumps({"name": "formats", **figures}, ensure_ascii=False))


@functools.cache
def _papers() -> dict[str, bytes]:
    """A paper of each kind: the sample report where that kind can hold it, else the samples' own."""
    one = {ending: sample(ending)[0] for ending in (".html", ".xlsx", ".ofd", ".mht")}
    texts = {".txt": REPORT.encode(), ".csv": "\n".join(f"{n},问题,措施" for n in range(200)).encode()}
    return {**one, **texts, ".docx": PLAN.read_bytes(), ".pdf": _printed(REPORT)}


def _printed(text: str) -> bytes:
    """The text on pages of A4: the first line of a paragraph indented, 28 characters to a line, numbered pages."""
    lines = [line for paragraph in text.split("\n") if paragraph for line in _wrapped(paragraph)]
    pages = [lines[at : at + 22] for at in range(0, len(lines), 22)]
    return pdf(*([*_placed(page), (280.0, 50.0, f"— {number} —")] for number, page in enumerate(pages, 1)))


def _wrapped(paragraph: str) -> list[tuple[float, str]]:
    rest = [(80.0, paragraph[at : at + 28]) for at in range(26, len(paragraph), 28)]
    return [(112.0, paragraph[:26]), *rest]


def _placed(page: Sequence[tuple[float, str]]) -> list[tuple[float, float, str]]:
    return [(left, 760.0 - 29 * row, line) for row, (left, line) in enumerate(page)]


def _old(data: bytes) -> dict[str, bytes]:
    """The Word paper as .doc, where LibreOffice is there to make and to read it."""
    program = programs.found(*libreoffice.NAMES)
    if program is None:
        return {}
    with programs.folder() as home:
        (home / "a.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        programs.run(
            [program, profile, "--headless", "--convert-to", "doc", "--outdir", str(home), str(home / "a.docx")], home, 60
        )
        return {".doc": (home / "a.doc").read_bytes()}


def _scan() -> bytes:
    from taizhang.reading.formats.pdf_picture import picture

    return picture(_printed(REPORT), 0, 1654)


def _speed(data: bytes, name: str, ocr: bool = False) -> float:
    """Files a second of processor time, that of programs called included; everything is read from them."""
    read(data, name, ocr=ocr)
    start, count = _processor(), 0
    while count < 3 or _processor() - start < AT_LEAST:
        read(data, name, ocr=ocr)
        count += 1
    return round(count / (_processor() - start), 2)


def _processor() -> float:
    """Seconds of processor time of this process and of those it has waited for."""
    return sum(os.times()[:4])


def _side_by_side(ending: str, data: bytes, found: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """Every program on the same file, in turn, in processor time: the machine may be shared."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"paper{ending}")
        file.write_bytes(data)
        calls: dict[str, Callable[[], str]] = {"taizhang": lambda: _ours(file)}
        for name in peers.KINDS[ending]:
            if name in found:
                calls[name] = functools.partial(peers.text_by, found[name], file)
        rounds = [{name: _timed(call) for name, call in calls.items()} for _ in range(RUNS)]
    truth, headings = _truth(ending)
    return {
        name: {
            "seconds": round(statistics.median(one[name][0] for one in rounds), 3),
            **_faith(rounds[0][name][1], truth, headings),
        }
        for name in calls
    }


def _ours(file: Path) -> str:
    """The text of a cold ``taizhang read --json``, which reads outline, ledger, claims and dates besides."""
    done = subprocess.run([sys.executable, "-c", OURS, str(file)], capture_output=True, check=True)
    text: str = json.loads(done.stdout)["text"]
    return text


def _timed(call: Callable[[], str]) -> tuple[float, str]:
    start = _processor()
    text = call()
    return _processor() - start, text


def _truth(ending: str) -> tuple[str, list[str]]:
    """The paper's own characters, and its headings with the numbers that a reader sees."""
    if ending != ".docx":
        return REPORT, [line for line in REPORT.split("\n") if _NUMBER.match(line) and len(line) < 60]
    import docx

    document = docx.Document(str(PLAN))
    cells = {cell._tc: cell.text for table in document.tables for row in table.rows for cell in row.cells}
    headings = [p.text for p in document.paragraphs if p.style is not None and str(p.style.name).startswith("Heading")]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells.values()]), headings


def _faith(text: str, truth: str, headings: list[str]) -> dict[str, float]:
    """How much of the paper is in the text, how much of the text is not the paper's, and the headings found in order."""
    had, wanted, bare = Counter(_bare(text)), Counter(_bare(truth)), _bare(text)
    place, found, numbered = 0, 0, 0
    for heading in map(_bare, headings):
        at = bare.find(heading, place)
        if at >= 0:
            place, found = at + 1, found + 1
            numbered += bool(_NUMBER.match(heading) or _NUMBER_BEFORE.search(bare[max(0, at - 8) : at]))
    return {
        "kept": round((had & wanted).total() / wanted.total(), 4),
        "added": round(1 - (had & wanted).total() / max(had.total(), 1), 4),
        "headings": round(found / max(len(headings), 1), 3),
        "numbers": round(numbered / max(len(headings), 1), 3),
    }


def _bare(text: str) -> str:
    """Without spaces and without what Markdown and plain tables draw with."""
    return re.sub(r"[\s#*|\-\\]", "", text)


if __name__ == "__main__":
    main()
