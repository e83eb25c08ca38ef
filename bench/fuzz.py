"""``make bench NAME=fuzz``: damaged inputs for every in-process reader. None may crash, take over 5 s or over 500 MB.

Keys: inputs, failures, by_kind. What fails is printed to stderr; ``python -m bench.fuzz docx 1234`` runs seed 1234 alone.
Resumable: what was done stands in ``.cache/fuzz.json`` until all is done. ``FUZZ=500`` does 500 of each kind.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import TypedDict

from bench.mutation import MUTATIONS, damaged
from taizhang.reading import Unreadable, read, to_contract

COUNTS = {"text": 100_000, "html": 100_000}
COUNT = 20_000
SECONDS, MEGABYTES, CHUNK = 5, 500, 500
STATE = Path(__file__).resolve().parent.parent / ".cache/fuzz.json"


class Part(TypedDict):
    """How far one kind has come: inputs done, seeds that failed."""

    done: int
    failed: list[int]


State = dict[str, Part]


class TooLongError(Exception):
    """A reading took longer than it may."""


def main() -> None:
    """Run all, or one seed when it is named."""
    if len(sys.argv) == 3:
        kind, seed = sys.argv[1], int(sys.argv[2])
        sys.exit(failure(kind, seed) or "ok")
    quick = int(os.environ.get("FUZZ", "0"))
    state: State = {} if quick or not STATE.exists() else json.loads(STATE.read_text())
    chunks = [chunk for kind in MUTATIONS for chunk in _chunks(kind, state[kind]["done"] if kind in state else 0, quick)]
    with multiprocessing.get_context("spawn").Pool(os.cpu_count(), _limit_memory, maxtasksperchild=20) as pool:
        for kind, count, failures in pool.imap(_run, chunks):
            _note(state, kind, count, failures)
            if not quick:
                _keep(state)
    if not quick:
        STATE.unlink(missing_ok=True)
    by_kind = {kind: {"inputs": part["done"], "failures": len(part["failed"])} for kind, part in state.items()}
    totals = {key: sum(part[key] for part in by_kind.values()) for key in ("inputs", "failures")}
    print(json.dumps({"name": "fuzz", **totals, "by_kind": by_kind}))


def _chunks(kind: str, done: int, quick: int) -> list[tuple[str, int, int]]:
    count = quick or COUNTS.get(kind, COUNT)
    return [(kind, first, min(first + CHUNK, count)) for first in range(done, count, CHUNK)]


def _run(chunk: tuple[str, int, int]) -> tuple[str, int, list[int]]:
    kind, first, last = chunk
    failed = []
    for seed in range(first, last):
        if why := failure(kind, seed):
            print(f"{kind} {seed}: {why}", file=sys.stderr, flush=True)
            failed.append(seed)
    return kind, last - first, failed


def failure(kind: str, seed: int) -> str | None:
    """Why input ``seed`` of that kind fails the reader; None when it reads it or says plainly why not."""
    data, name = damaged(kind, seed)
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    try:
        start = time.perf_counter()
        json.dumps(to_contract(read(data, name)))
    except Unreadable as refusal:
        return None if str(refusal).strip() else "refused without a reason"
    except Exception:
        return traceback.format_exc(limit=-3)
    finally:
        signal.alarm(0)
    return f"took {time.perf_counter() - start:.1f} s" if time.perf_counter() - start > SECONDS else None


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TooLongError


def _limit_memory() -> None:
    """Half a gigabyte beyond what the process holds with the readers loaded: more is a MemoryError, which is a failure."""
    for kind in MUTATIONS:
        failure(kind, 0)
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEGABYTES * 2**20, resource.RLIM_INFINITY))


def _note(state: State, kind: str, count: int, failures: list[int]) -> None:
    part = state.setdefault(kind, {"done": 0, "failed": []})
    part["done"] += count
    part["failed"] += failures


def _keep(state: State) -> None:
    STATE.parent.mkdir(exist_ok=True)
    STATE.write_text(json.dumps(state))


if __name__ == "__main__":
    main()
