"""``make bench NAME=check-speed``: reading and checking text on one core, and one cold ``taizhang check --json``.

Keys: chars_per_second (best of several runs over 300,000 characters, read and checked), checking_chars_per_second (checking
alone), slowest_paper_chars_per_second, slowest_family, cold_seconds (10,000 characters, a process of its own), remarks.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from bench.reading_speed import CHARACTERS, COLD_CHARACTERS, RUNS, best, texts
from taizhang.checks import FAMILIES, Paper, Remark, check
from taizhang.reading import read_text


def main() -> None:
    """Measure and print."""
    papers = texts()
    whole = "\n".join(papers)
    whole = (whole * (CHARACTERS // len(whole) + 1))[:CHARACTERS]
    reading = read_text(whole)
    families = {family.__name__.rpartition(".")[2]: best(partial(_family, reading, family)) for family in FAMILIES}
    print(
        json.dumps(
            {
                "name": "check-speed",
                "chars_per_second": round(CHARACTERS / best(partial(_checked, whole))),
                "checking_chars_per_second": round(CHARACTERS / best(partial(check, reading))),
                "slowest_paper_chars_per_second": round(min(len(text) / best(partial(_checked, text)) for text in papers)),
                "slowest_family": max(families, key=lambda name: families[name]),
                "cold_seconds": round(cold(whole[:COLD_CHARACTERS]), 3),
                "remarks": len(check(reading)),
                "characters": CHARACTERS,
            }
        )
    )


def _checked(text: str) -> list[Remark]:
    return check(read_text(text))


def _family(reading: object, family: object) -> int:
    return len(list(family.remarks(Paper(reading))))  # type: ignore[attr-defined, arg-type]


def cold(text: str) -> float:
    """Seconds of the command on a file, the shortest of several runs."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "整改通报.txt")
        file.write_text(text, "utf-8")
        runs = []
        for _ in range(RUNS):
            start = time.perf_counter()
            command = [sys.executable, "-m", "taizhang", "check", "--json", str(file)]
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
            runs.append(time.perf_counter() - start)
    return min(runs)


if __name__ == "__main__":
    main()
