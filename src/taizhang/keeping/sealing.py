"""Writing a sealed archive: beside its target until it is whole, never half of one under the target's name."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from taizhang import __version__
from taizhang.journal.models import stamp
from taizhang.keeping.columns import ENCODER
from taizhang.keeping.form import Form, Unusable

LEVEL = 4  # of deflate; higher ones take twice as long for a twentieth less
LINES_AT_ONCE = 500


class Sealing:
    """An archive being written. Leaving the block after ``seal`` puts it in place; leaving it otherwise leaves nothing."""

    def __init__(self, target: Path, form: Form, *, at: datetime) -> None:
        self._target, self._form, self._at = target, form, at
        self._members: dict[str, dict[str, Any]] = {}
        self._sealed = False

    def __enter__(self) -> Sealing:
        if self._target.exists():
            raise Unusable(f"{self._target} 已经存在。为免覆盖，请换一个文件名，或先把它移走。")
        try:
            handle, partial = tempfile.mkstemp(dir=self._target.parent, prefix=".partial-")  # readable by its owner only
        except OSError as error:
            raise Unusable(f"不能在 {self._target.parent} 中写文件：{error.strerror}。请换一个目录。") from error
        self._partial = Path(partial)
        self._file = os.fdopen(handle, "wb")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None and self._sealed:
                os.replace(self._partial, self._target)
        finally:
            with suppress(OSError, ValueError):  # what is thrown away need not be finished
                self._zip.close()
                self._file.close()
            self._partial.unlink(missing_ok=True)

    def put(self, name: str, data: bytes) -> None:
        """A member of these bytes, as they are: files are packed already."""
        with self._member(name, zipfile.ZIP_STORED) as stream:
            stream.write(data)

    def lines(self, name: str, rows: Iterable[Any]) -> int:
        """A member of JSON lines, one for each of ``rows``; returns how many."""
        count, rows = 0, iter(rows)
        with self._member(name, zipfile.ZIP_DEFLATED) as stream:
            while some := [ENCODER.encode(row) for row in islice(rows, LINES_AT_ONCE)]:
                stream.write(("\n".join(some) + "\n").encode())
                count += len(some)
        return count

    def seal(self, facts: dict[str, Any]) -> str:
        """Write the manifest with ``facts`` and finish the file; returns the manifest's digest, by which the archive is known."""
        manifest = {
            "kind": self._form.kind,
            "format": self._form.format,
            "product": __version__,
            "made_at": stamp(self._at),
            **facts,
            "members": self._members,
        }
        data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        with self._member(self._form.manifest, zipfile.ZIP_DEFLATED) as stream:
            stream.write(data)
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._sealed = True
        return hashlib.sha256(data).hexdigest()

    @contextmanager
    def _member(self, name: str, method: int) -> Iterator[_Counted]:
        info = zipfile.ZipInfo(name, date_time=time.localtime()[:6])
        info.compress_type = method
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as raw:
            counted = _Counted(raw)
            yield counted
        self._members[name] = {"size": counted.size, "sha256": counted.digest.hexdigest()}


class _Counted:
    """A stream that keeps the size and digest of what went through."""

    def __init__(self, raw: BinaryIO | Any) -> None:
        self._raw, self.size, self.digest = raw, 0, hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Write ``data`` on."""
        self._raw.write(data)
        self.digest.update(data)
        self.size += len(data)
