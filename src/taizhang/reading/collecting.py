"""Work on hundreds of thousands of things with no cycle among them: the collector would walk them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SOME = 20_000


@contextmanager
def without_collecting() -> Iterator[None]:
    """No collection of cycles meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def collecting_new_only() -> Iterator[None]:
    """Collection looks at what comes to be meanwhile only: for work that passes through a lot and does leave cycles."""
    held = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SOME, 3, 1)
    try:
        yield
    finally:
        gc.set_threshold(*held)
        gc.unfreeze()
