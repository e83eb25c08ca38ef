"""Killing jobs at random moments, and counting what is half there, lost or doubled afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

KINDS = ("adopt", "close", "merge", "tell")
A_LITTLE_LONGER = 1.1  # than the job takes: some come through unharmed


@dataclass
class Outcome:
    """What became of all kills."""

    killed: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    by_step: Counter[str] = field(default_factory=Counter)  # how far they had come
    half_written: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    swept: int = 0


class Process:
    """The process that forks (``bench.killed.process``), on a database of that name, as others speak to it."""

    def __init__(self, name: str, environment: Mapping[str, str] | None = None) -> None:
        command = [sys.executable, "-m", "bench.killed.process", name]
        pipe, root = subprocess.PIPE, Path(__file__).parents[2]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1, env=environment, cwd=root)

    def ask(self, do: str, *, kill_after: float | None = None, **more: Any) -> dict[str, Any]:
        """Have something done: everything that was said, ``steps`` in their order, and whether it was ``killed``."""
        said: dict[str, Any] = {"steps": []}
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        for told in self._told():
            said["steps"] += [told.pop("step")] if "step" in told else []
            said |= told
            if "pid" in told and kill_after is not None:
                self._kill(said, kill_after)
            if "ended" in told:
                break
        said["killed"] = said["ended"] == signal.SIGKILL
        if said["ended"] not in (0, signal.SIGKILL):
            raise RuntimeError(f"{do} {more.get('job', '')} ended with {said['ended']}")
        return said

    def _kill(self, said: dict[str, Any], after: float) -> None:
        while "begun" not in said:
            said |= next(self._told())
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(said["pid"], signal.SIGKILL)

    def _told(self) -> Iterator[dict[str, Any]]:
        assert self._process.stdout
        for line in self._process.stdout:
            yield json.loads(line)
        raise RuntimeError("the process has ended")

    def close(self) -> None:
        """Have the installation removed."""
        self._process.communicate()


def kill_many(process: Process, kills: int, seed: int, kinds: tuple[str, ...] = KINDS) -> Outcome:
    """Kill so many jobs, of every kind in turn: every other one by the clock, the others between two words with the database.

    One that had come through before its moment came is looked at like the others, and does not count.
    """
    dice, outcome, number = random.Random(seed), Outcome(), count()
    usual = {kind: _unharmed(process, kind, next(number), outcome) for kind in kinds}
    for turn in count():
        if outcome.killed == kills:
            break
        kind = kinds[turn % len(kinds)]
        seconds, points = usual[kind]
        by_clock = turn // len(kinds) % 2 == 0
        when = {"kill_after": dice.uniform(0, seconds * A_LITTLE_LONGER)} if by_clock else {"die_at": dice.randint(1, points)}
        _kill_one(process, kind, next(number), when, outcome)
    looked = process.ask("look_over")
    outcome.half_written += looked["wrong"]
    outcome.swept = looked["swept"]
    return outcome


def _unharmed(process: Process, kind: str, n: int, outcome: Outcome) -> tuple[float, int]:
    """How long the job takes, and how many points it passes; that all of it is found is the measure's own test."""
    facts = process.ask("prepare", job=kind, n=n)["facts"]
    told = process.ask("run", job=kind, facts=facts)
    _compare(process, kind, facts, told["steps"], outcome)
    return told["seconds"], told["points"]


def _kill_one(process: Process, kind: str, n: int, when: dict[str, Any], outcome: Outcome) -> None:
    facts = process.ask("prepare", job=kind, n=n)["facts"]
    told = process.ask("run", job=kind, facts=facts, **when)
    outcome.killed += told["killed"]
    outcome.by_kind[kind] += told["killed"]
    outcome.by_step[f"{kind}:{told['steps'][-1] if told['steps'] else ''}"] += told["killed"]
    _compare(process, kind, facts, told["steps"], outcome)


def _compare(process: Process, kind: str, facts: dict[str, Any], acknowledged: list[str], outcome: Outcome) -> None:
    """What is there after the kill, and after somebody has done it all again."""
    after = process.ask("examine", job=kind, facts=facts)
    outcome.half_written += [f"{kind} {what}" for what in after["half"]]
    outcome.doubled += [f"{kind} {what}" for what in after["twice"]]
    outcome.lost += [f"{kind} {step}" for step in acknowledged if step not in after["done"]]
    process.ask("run", job=kind, facts=facts)
    again = process.ask("examine", job=kind, facts=facts)
    outcome.half_written += [f"{kind} again {what}" for what in again["half"]]
    outcome.doubled += [f"{kind} again {what}" for what in again["twice"]]
    outcome.lost += [f"{kind} again {step}" for step in after["done"] if step not in again["done"]]
