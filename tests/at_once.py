"""Several people at the same moment: each in a thread with a connection of its own, as several web threads have them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections


def at_once(folder, *calls):
    """What ``calls`` returned or raised, in their order, started together. Needs a test without a transaction around it.

    The tests' SQLite stands in memory, which threads cannot share as they share a file: there they work on a copy in
    ``folder``, and what is to be seen of it must be asked by a call too.
    """
    start, usual = threading.Barrier(len(calls)), connections["default"]
    place = _copy(usual, folder) if usual.vendor == "sqlite" else None

    def alone(call):
        if place:
            connections["default"] = type(usual)({**usual.settings_dict, "NAME": str(place)}, "default")
        connections["default"].ensure_connection()
        start.wait()
        try:
            return call()
        except Exception as raised:  # the test looks at it
            return raised
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(alone, calls))


def _copy(usual, folder):
    place = folder / "at-once.sqlite3"
    if not place.exists():
        with usual.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(place)])
    return place
