"""Proving many logs: side by side on every core, for no log has anything to do with another."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

from django.db import connections

from taizhang.journal.head import Head
from taizhang.journal.models import Log
from taizhang.journal.verify import Verdict, verify

WORTH_IT = 50_000  # events beside those of the largest log: fewer are read sooner than processes are started


def verify_many(logs: Sequence[Log], known: Mapping[str, Head], *, processes: int = 0) -> list[Verdict]:
    """The verdict on each of ``logs``, in their order. ``processes`` is how many may work at once; 0 means as many as fit.

    Call it outside of a transaction: other processes see only what has been committed.
    """
    if (processes or _fitting(logs)) == 1:
        return [verify(log, known.get(log.key)) for log in logs]
    connections.close_all()  # a connection must not be shared with a child
    largest_first = sorted(logs, key=lambda log: -log.size)
    fork = multiprocessing.get_context("fork")  # the settings and models are there already
    with ProcessPoolExecutor(processes or _fitting(logs), mp_context=fork) as pool:
        verdicts = pool.map(verify, largest_first, [known.get(log.key) for log in largest_first])
        by_key = {verdict.key: verdict for verdict in verdicts}
    return [by_key[log.key] for log in logs]


def _fitting(logs: Sequence[Log]) -> int:
    sizes = sorted(log.size for log in logs)
    return min(len(logs), os.cpu_count() or 1) if sum(sizes[:-1]) >= WORTH_IT else 1
