"""Other programs run with care: in a folder of their own, within time and memory, with nothing of them left behind."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

GIB = 1024**3
MEMORY = 6 * GIB  # of addresses: LibreOffice maps two before it has read anything
FILE = GIB // 2
_KEPT = ("PATH", "TESSDATA_PREFIX")


class Overran(Exception):
    """The program took longer than it may and was killed with all it had started."""


def found(*names: str) -> str | None:
    """Where the first of these programs that is installed stands."""
    return next((path for name in names if (path := shutil.which(name))), None)


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder that goes with all that is in it."""
    with tempfile.TemporaryDirectory(prefix="taizhang-read-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def run(
    command: Sequence[str], home: Path, seconds: int, source: Path | None = None, target: Path | None = None, **settings: str
) -> int:
    """Run a program whose home and temporary files are in ``home``; its exit status. Raises Overran.

    ``source`` is what it reads, ``target`` where its output goes; ``settings`` are further environment variables.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment = {**kept, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8", **settings}
    with contextlib.ExitStack() as files:
        given = files.enter_context(source.open("rb")) if source else subprocess.DEVNULL
        taken = files.enter_context(target.open("wb")) if target else subprocess.DEVNULL
        # The command is a list made here; what a person brought is only ever a file in ``home`` under a name made here.
        process = subprocess.Popen(
            command, cwd=home, env=environment, stdin=given, stdout=taken, stderr=subprocess.DEVNULL, start_new_session=True
        )
    try:
        _limit(process.pid, seconds)
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Overran(command[0]) from None
    finally:
        _end(process)


def _limit(process: int, seconds: int) -> None:
    """Bounds that its children inherit; set from outside, since forking into Python is not safe beside threads."""
    if hasattr(resource, "prlimit"):
        with contextlib.suppress(OSError, ValueError):  # it may be done already
            resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.prlimit(process, resource.RLIMIT_FSIZE, (FILE, FILE))
            resource.prlimit(process, resource.RLIMIT_CPU, (2 * seconds, 2 * seconds))


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program and everything in its session are gone afterwards, however it ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
