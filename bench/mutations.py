"""``make bench NAME=mutations``: real papers with one known mistake a copy; how many are seen, and what is wrongly called wrong.

Papers: the samples, our own good texts, and the shared reports where they lie beside the checkout. Keys: copies, kinds, papers,
recall, recall_by_group, recall_by_kind (seen/copies), false_errors (errors on the untouched papers that their answers do not
expect). What is missed is printed to stderr with ``-v``.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.mistakes import MISTAKES, Copy, Mistake
from taizhang.checks import Severity, check
from taizhang.reading import Reading, read, read_text

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared/reports"
A_PAPER = 2  # copies of each kind that are tried on each paper


class Paper(NamedTuple):
    """One paper: its text as read, and the quotes that its answers expect to be remarked on."""

    name: str
    reading: Reading
    expected: tuple[str, ...]


def main() -> None:
    """Measure and print."""
    every = list(papers())
    seen: Counter[str] = Counter()
    copies: Counter[str] = Counter()
    for mistake, paper, copy in _copies(every):
        copies[mistake.name] += 1
        if _is_seen(mistake, copy):
            seen[mistake.name] += 1
        elif "-v" in sys.argv:
            print(f"missed {mistake.name}: {paper.name}: {copy.text[copy.start : copy.end][:160]!r}", file=sys.stderr)
    groups = {mistake.group: [m.name for m in MISTAKES if m.group == mistake.group] for mistake in MISTAKES}
    print(
        json.dumps(
            {
                "name": "mutations",
                "papers": len(every),
                "kinds": len(copies),
                "copies": copies.total(),
                "recall": round(seen.total() / copies.total(), 4),
                "recall_by_group": {g: round(_sum(seen, names) / _sum(copies, names), 4) for g, names in groups.items()},
                "recall_by_kind": {name: f"{seen[name]}/{copies[name]}" for name in copies},
                "false_errors": sum(len(list(_false_errors(paper))) for paper in every),
            },
            ensure_ascii=False,
        )
    )


def papers() -> Iterator[Paper]:
    """Every paper there is, read from its file."""
    samples = sorted(p for p in (ROOT / "samples").glob("*.*") if p.suffix in (".docx", ".xlsx", ".html", ".txt"))
    good = sorted((ROOT / "tests/checks/good").glob("*.txt"))
    real = sorted(SHARED.glob("*.txt")) + sorted(SHARED.glob("real/*.txt"))
    for path in (*samples, *good, *real):
        yield Paper(path.name, read(path.read_bytes(), path.name), _expected(path))


def _expected(path: Path) -> tuple[str, ...]:
    answers = path.parent / "gold" / f"{path.stem}.json"
    if not answers.exists():
        return ()
    return tuple(_bare(one["quote"]) for one in json.loads(answers.read_text("utf-8")).get("expected_checks", ()))


def _copies(every: list[Paper]) -> Iterator[tuple[Mistake, Paper, Copy]]:
    """The same copies each time: a paper and a kind have their own seed."""
    for paper in every:
        plain = read_text(_lines(paper.reading.text))
        for mistake in MISTAKES:
            for n in range(A_PAPER):
                rng = random.Random(f"{paper.name} {mistake.name} {n}")
                if copy := mistake.inject(plain.text, plain, rng):
                    yield mistake, paper, copy


def _lines(text: str) -> str:
    """The text without the rows of its tables: a table is no table any more when it is read back from text."""
    return "\n".join(line for line in text.split("\n") if "\t" not in line)


def _is_seen(mistake: Mistake, copy: Copy) -> bool:
    against = read_text(copy.against) if copy.against else None
    found = check(read_text(copy.text), against=against, public=True)
    return any(r.code in mistake.codes and r.start < copy.end and r.end > copy.start for r in found)


def _false_errors(paper: Paper) -> Iterator[str]:
    for remark in check(paper.reading, public=True):
        quote = _bare(remark.quote)
        if remark.severity == Severity.ERROR and not any(quote in one or one in quote for one in paper.expected):
            if "-v" in sys.argv:
                print(f"false error: {paper.name}: {remark.code} {remark.quote[:60]!r}", file=sys.stderr)
            yield remark.code


def _sum(counter: Counter[str], names: list[str]) -> int:
    return sum(counter[name] for name in names) or 1


def _bare(words: str) -> str:
    return "".join(words.split())


if __name__ == "__main__":
    main()
