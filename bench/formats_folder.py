"""A folder of a thousand papers read by ``taizhang read --json``: what more cores bring, and what the parent process holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FILES = 1000
READ = (
    "import re, sys, time\n"
    "from pathlib import Path\n"
    "from taizhang.cli.many import files_of, lines\n"
    "if __name__ == '__main__':\n"
    "    start = time.perf_counter()\n"
    "    failed = sum(not well for _, well in lines(files_of([Path(sys.argv[1])]), workers=int(sys.argv[2])))\n"
    "    held = int(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1]) / 1024\n"
    "    print(time.perf_counter() - start, held, failed)\n"
)


def figures(papers: dict[str, bytes]) -> dict[str, float]:
    """Seconds on one core and on all, and the parent's peak memory for a tenth of the files and for all of them."""
    with tempfile.TemporaryDirectory() as place:
        script, few, many = Path(place, "read.py"), Path(place, "few"), Path(place, "many")
        script.write_text(READ, "utf-8")
        _fill(few, papers, FILES // 10)
        _fill(many, papers, FILES)
        cores = os.cpu_count() or 1
        _, few_mb, _ = _run(script, few, cores)
        seconds, many_mb, failed = _run(script, many, cores)
        alone, _, _ = _run(script, many, 1)
    return {
        "files": FILES,
        "cores": cores,
        "failed": failed,
        "seconds": round(seconds, 2),
        "files_per_second": round(FILES / seconds, 1),
        "speedup": round(alone / seconds, 2),
        "load": round(os.getloadavg()[0], 1),  # of the machine: a speedup beside other work says little
        "parent_mb_100_files": round(few_mb, 1),
        "parent_mb_1000_files": round(many_mb, 1),
    }


def _fill(folder: Path, papers: dict[str, bytes], count: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    kinds = list(papers)
    for number in range(count):
        ending = kinds[number % len(kinds)]
        (folder / f"{number:04}{ending}").write_bytes(papers[ending])


def _run(script: Path, folder: Path, workers: int) -> tuple[float, float, int]:
    command = [sys.executable, str(script), str(folder), str(workers)]
    seconds, held, failed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(held), int(failed)
