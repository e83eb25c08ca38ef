"""Many files read at once: every core works, one line of JSON a file in their order, memory stays flat."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from pathlib import Path

AHEAD = 4  # files a core may be ahead of the line that is printed next
_FELL = "读取时程序意外退出，可能是特意构造的文件。请用原来的软件打开，另存为新文件后再试。"

Line = tuple[str, bool]  # the JSON, and whether the file was read


def files_of(places: Iterable[Path]) -> Iterator[Path]:
    """The files named and those in the folders named, in order of their names; hidden ones and Office's locks are no papers."""
    for place in places:
        if not place.is_dir():
            yield place
            continue
        for folder, folders, names in os.walk(place):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith((".", "~$")))


def lines(files: Iterable[Path], ocr: bool = False, workers: int | None = None) -> Iterator[Line]:
    """A line for each file, in their order."""
    with _Crew(workers or os.cpu_count() or 1, ocr) as crew:
        waiting: deque[tuple[Path, Future[Line]]] = deque()
        for file in files:
            waiting.append((file, crew.begin(file)))
            if len(waiting) > AHEAD * crew.size:
                yield crew.told(*waiting.popleft())
        while waiting:
            yield crew.told(*waiting.popleft())


def line(file: Path, ocr: bool) -> Line:
    """One file's contract as JSON, or why it was not read."""
    from taizhang.reading import Unreadable, read, to_contract

    try:
        reading = read(file.read_bytes(), file.name, ocr=ocr)
    except Unreadable as refusal:
        return _error(file, str(refusal))
    except OSError as error:
        return _error(file, f"打不开“{file.name}”：{error.strerror}。请检查路径和权限。")
    except MemoryError:
        return _error(file, _FELL)
    return json.dumps({"file": str(file), **to_contract(reading)}, ensure_ascii=False), True


class _Crew:
    """The processes that read. One that falls takes no other file with it: what it held is read again, alone."""

    def __init__(self, size: int, ocr: bool) -> None:
        self.size = size
        self._ocr = ocr
        self._pool = _pool(size)

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def begin(self, file: Path) -> Future[Line]:
        """Have the file read."""
        try:
            return self._pool.submit(line, file, self._ocr)
        except BrokenExecutor:
            self._pool.shutdown()
            self._pool = _pool(self.size)
            return self._pool.submit(line, file, self._ocr)

    def told(self, file: Path, future: Future[Line]) -> Line:
        """The file's line."""
        try:
            return future.result()
        except BrokenExecutor:
            return self._alone(file)

    def _alone(self, file: Path) -> Line:
        with _pool(1) as pool:
            try:
                return pool.submit(line, file, self._ocr).result()
            except BrokenExecutor:
                return _error(file, _FELL)


def _pool(size: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(size, multiprocessing.get_context("spawn"))


def _error(file: Path, why: str) -> Line:
    return json.dumps({"file": str(file), "error": " ".join(why.split())}, ensure_ascii=False), False
