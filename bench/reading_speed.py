"""``make bench NAME=reading-speed``: the full contract read from text on one core, and one cold ``taizhang read --json``.

Keys: chars_per_second (best of several runs over 300,000 characters), slowest_paper_chars_per_second (each paper alone),
floor_ratio (against one bare pass of a regular expression over the same text), cold_seconds and cold_mb (10,000 characters,
a process of its own).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from taizhang.reading import read_text, to_contract

CHARACTERS, COLD_CHARACTERS, RUNS = 300_000, 10_000, 7
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
COLD = (
    "import resource, runpy, sys\n"
    "sys.argv = ['taizhang', 'read', '--json', sys.argv[1]]\n"
    "from taizhang.cli import main\n"
    "main()\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
)
_FLOOR = re.compile("[0-9一二三四五六七八九十]+[^，。；\n]")


def main() -> None:
    """Measure and print."""
    papers = texts()
    whole = "\n".join(papers)
    whole = (whole * (CHARACTERS // len(whole) + 1))[:CHARACTERS]
    seconds = best(partial(_contract, whole))
    floor = best(lambda: sum(1 for _ in _FLOOR.finditer(whole)))
    cold_seconds, cold_mb = cold(whole[:COLD_CHARACTERS])
    slowest = min(len(text) / best(partial(_contract, text)) for text in papers)
    print(
        json.dumps(
            {
                "name": "reading-speed",
                "chars_per_second": round(CHARACTERS / seconds),
                "slowest_paper_chars_per_second": round(slowest),
                "floor_ratio": round(seconds / floor, 1),
                "cold_seconds": round(cold_seconds, 3),
                "cold_mb": round(cold_mb, 1),
                "characters": CHARACTERS,
            }
        )
    )


def _contract(text: str) -> object:
    return to_contract(read_text(text))


def texts() -> list[str]:
    """The sample report, a letter of findings and a news item: papers of different build."""
    report = (SAMPLES / "整改进展情况通报.txt").read_text("utf-8")
    findings = report.replace("一是", "（1）").replace("二是", "（2）").replace("三是", "（3）").replace("四是", "（4）")
    return [report, findings, NEWS * 8]


def best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds of processor time."""
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def cold(text: str) -> tuple[float, float]:
    """Seconds and megabytes of the command on a file, the shortest of several runs."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "整改通报.txt")
        file.write_text(text, "utf-8")
        runs = []
        for _ in range(RUNS):
            start = time.perf_counter()
            command = [sys.executable, "-c", COLD, str(file)]
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
            runs.append((time.perf_counter() - start, int(done.stderr.split()[-1]) / 1024))
    return min(runs)


NEWS = """水务系统扎实推进问题整改
本报讯　7月5日，市水务局通报上半年问题整改情况。截至6月底，全市共排查供水安全隐患1.2万处，已整改1.1万处，整改率达91.7%。
今年以来，市水务局围绕群众反映的水压不足、管网老化等26个突出问题，研究制定整改措施58条，建立健全制度14项，问责3人。
下一步，市水务局将坚持问题导向，压实责任，确保反馈问题件件有着落、事事有回音。
"""

if __name__ == "__main__":
    main()
