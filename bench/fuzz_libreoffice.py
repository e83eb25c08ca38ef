"""``make bench NAME=fuzz-libreoffice``: damaged old and open office files by way of LibreOffice.

None may crash the reader, take longer than it may, or leave a process or a folder behind. Keys: inputs, failures, left_behind,
by_outcome. ``FUZZ=20`` does 20; ``python -m bench.fuzz_libreoffice 12`` runs seed 12 alone.
"""

from __future__ import annotations

import functools
import json
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.mutation import XML, mutate_bytes, mutate_text, mutate_zip
from taizhang.reading import Unreadable, read
from taizhang.reading.formats import libreoffice, programs
from taizhang.reading.limits import Limits

COUNT, SECONDS, AROUND = 300, 60, 15
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
RTF_WORDS = ("{\\rtf1", "{", "}", "\\trowd", "\\cell", "\\row", "\\u-1?", "\\bin99999 ", "{\\*\\listtable", "\\'", "\\intbl" * 40)
OPEN = (b"<text:p>", b"</table:table>", b'<table:table-cell table:number-columns-repeated="99999999">x', *XML[6:10])
KINDS: dict[str, tuple[str, Callable[[bytes, random.Random], bytes]]] = {
    "doc": ("整改方案.docx", mutate_bytes),
    "rtf": ("反馈意见.docx", lambda data, rng: b"{\\rtf1" + mutate_text(data[6:], rng, RTF_WORDS)),
    "odt": ("反馈意见.docx", lambda data, rng: mutate_zip(data, rng, OPEN)),
    "ods": ("问题清单.xlsx", lambda data, rng: mutate_zip(data, rng, OPEN)),
}


def main() -> None:
    """Run all, or one seed when it is named."""
    seeds = [int(sys.argv[1])] if len(sys.argv) > 1 else range(int(os.environ.get("FUZZ", "0")) or COUNT)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as own:
        tempfile.tempdir = own
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            outcomes = list(pool.map(outcome, seeds))
        left = [str(path) for path in Path(own).iterdir()] + _running(own)
        tempfile.tempdir = None
    failed = [f"{seed}: {said}" for seed, said in zip(seeds, outcomes, strict=True) if said not in ("read", "refused")]
    print("\n".join([*failed, *left]), file=sys.stderr)
    counts = dict(Counter(said.split("\n")[0] for said in outcomes))
    totals = {"inputs": len(seeds), "failures": len(failed), "left_behind": len(left), "by_outcome": counts}
    print(json.dumps({"name": "fuzz-libreoffice", **totals}))


def outcome(seed: int) -> str:
    """What becomes of input ``seed``: read or refused, else what went wrong."""
    kind = list(KINDS)[seed % len(KINDS)]
    rng = random.Random(f"libreoffice {seed}")
    data = KINDS[kind][1](_good(kind), rng)
    start = time.monotonic()
    try:
        read(data, f"{seed}.{kind}", Limits(seconds=SECONDS))
    except Unreadable as refusal:
        return "refused" if str(refusal).strip() else "refused without a reason"
    except Exception:
        return traceback.format_exc(limit=-3)
    took = time.monotonic() - start
    return "read" if took < SECONDS + AROUND else f"took {took:.0f} s"


@functools.cache
def _good(kind: str) -> bytes:
    """A good file of that kind, made by LibreOffice of a sample."""
    program = programs.found(*libreoffice.NAMES) or sys.exit("LibreOffice is not installed: make system-deps")
    name = KINDS[kind][0]
    with programs.folder() as home:
        source = home / f"a{Path(name).suffix}"
        source.write_bytes((SAMPLES / name).read_bytes())
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        programs.run([program, profile, "--headless", "--convert-to", kind, "--outdir", str(home), str(source)], home, SECONDS)
        return (home / f"a.{kind}").read_bytes()


def _running(own: str) -> list[str]:
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    return [repr(command) for command in commands if own.encode() in command]


if __name__ == "__main__":
    main()
