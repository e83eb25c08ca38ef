"""Reading a sealed archive with suspicion: names, sizes and digests are looked at before anything is taken from it."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from taizhang.keeping.form import NAME, Form, Unusable

CHUNK = 1 << 20
FILES = "files/"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
_WHOLE = "请换一份，或重新拷贝后再试；没有写入任何内容。"


@contextmanager
def unsealed(path: Path, form: Form) -> Iterator[Sealed]:
    """The archive at ``path``, its manifest read and its names and sizes found right. Raises Unusable."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise Unusable(f"找不到文件 {path}。") from error
    except BROKEN as error:
        raise Unusable(f"{path} 打不开：不是{form.word}，或者已损坏、没有拷完。{_WHOLE}") from error
    with archive:
        yield Sealed(archive, path, form)


class Sealed:
    """An opened archive. ``facts`` is its manifest; ``check`` proves its members, ``lines`` and ``read`` give them out."""

    def __init__(self, archive: zipfile.ZipFile, path: Path, form: Form) -> None:
        self._zip, self._path, self._form = archive, path, form
        self._infos = self._named()
        data = self._manifest()
        self.fingerprint = hashlib.sha256(data).hexdigest()
        self.facts: dict[str, Any] = self._understood(data)
        self._members: dict[str, tuple[int, str]] = self._declared()
        self._bound()

    @property
    def names(self) -> list[str]:
        """Every member but the manifest."""
        return list(self._members)

    @property
    def size(self) -> int:
        """How much there is when all is unpacked, in bytes."""
        return sum(size for size, _ in self._members.values())

    def check(self) -> None:
        """Hold every member's bytes against the manifest. Raises Unusable naming the first that differs."""
        for name, (size, digest) in self._members.items():
            seen, length = hashlib.sha256(), 0
            for piece in self._pieces(name):
                seen.update(piece)
                length += len(piece)
            if (length, seen.hexdigest()) != (size, digest):
                raise self.unusable(f"中的 {name} 与清单不符：已损坏，或被改动过。{_WHOLE}")

    def read(self, name: str) -> bytes:
        """One member's bytes, whole."""
        return b"".join(self._pieces(name))

    def lines(self, name: str) -> Iterator[Any]:
        """The JSON lines of one member. Raises Unusable naming the line that is none."""
        most = self._form.bounds.line_bytes
        with self._guarded(name), self._zip.open(self._infos[name]) as raw:
            stream, number = io.BufferedReader(raw, CHUNK), 0  # type: ignore[type-var] # a ZipExtFile reads like a raw file
            while line := stream.readline(most + 1):
                number += 1
                if len(line) > most:
                    raise self.unusable(f"中的 {name} 第 {number} 行过长，不能读取。")
                yield self._json(line, f"{name} 第 {number} 行")

    def json(self, name: str) -> Any:
        """One member that is a single JSON value."""
        return self._json(self.read(name), name)

    def unusable(self, why: str) -> Unusable:
        """``why`` as a sentence about this file."""
        return Unusable(f"{self._path} {why}")

    def _named(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > self._form.bounds.members:
            raise self.unusable(f"里的文件超过 {self._form.bounds.members:,} 个，不能读取。")
        named = {info.filename: info for info in infos}
        if len(named) != len(infos) or not all(NAME.fullmatch(info.orig_filename) for info in infos):
            raise self.unusable("里有重名或不合规的文件名，不是本产品制作的，没有读取。")
        return named

    def _manifest(self) -> bytes:
        info = self._infos.get(self._form.manifest)
        if info is None:
            raise self.unusable(f"不是{self._form.word}：这里只接受 taizhang {self._form.verb} 制作的文件。")
        if info.file_size > self._form.bounds.manifest_bytes:
            raise self.unusable("的清单过大，不能读取。")
        return self.read(self._form.manifest)

    def _understood(self, data: bytes) -> dict[str, Any]:
        facts = self._json(data, self._form.manifest)
        if not isinstance(facts, dict) or facts.get("kind") != self._form.kind or not isinstance(facts.get("format"), int):
            raise self.unusable(f"不是{self._form.word}：清单不合格式。")
        if facts["format"] > self._form.format:
            raise self.newer(facts)
        return facts

    def newer(self, facts: dict[str, Any]) -> Unusable:
        """That the file comes from a product newer than this one."""
        return self.unusable(
            f"由更新版本的产品（{str(facts.get('product'))[:20]}）制作。请先把本机的产品升级到该版本或更新，再试。"
        )

    def _declared(self) -> dict[str, tuple[int, str]]:
        try:
            members = {str(name): (int(member["size"]), str(member["sha256"])) for name, member in self.facts["members"].items()}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self.unusable("的清单不合格式。") from error
        there = self._infos.keys() - {self._form.manifest}
        if there != members.keys() or any(self._infos[name].file_size != size for name, (size, _) in members.items()):
            raise self.unusable(f"里的文件与清单不符：已损坏，或被改动过。{_WHOLE}")
        if wrong := next(
            (name for name, (_, digest) in members.items() if name.startswith(FILES) and name != FILES + digest), None
        ):
            raise self.unusable(f"中的 {wrong} 内容与名称不符：被改动过。{_WHOLE}")
        return members

    def files(self) -> Iterator[bytes]:
        """The bytes of every file; what a file is called is the digest of its bytes."""
        for name in self._members:
            if name.startswith(FILES):
                yield self.read(name)

    def _bound(self) -> None:
        bounds = self._form.bounds
        for name, (size, _) in self._members.items():
            packed = max(self._infos[name].compress_size, 1)
            if bounds.member_bytes and name.startswith(FILES) and size > bounds.member_bytes:
                raise self.unusable(
                    f"里有超过 {bounds.member_bytes:,} 字节的文件，不能读取。可以调高 TAIZHANG_UPLOAD_LIMIT 再试。"
                )
            if bounds.ratio and size > bounds.ratio_from and size > packed * bounds.ratio:
                raise self.unusable("解压后大得异常，可能有害，没有读取。")
        if bounds.unpacked_bytes and self.size > bounds.unpacked_bytes:
            raise self.unusable(f"解压后超过 {bounds.unpacked_bytes:,} 字节，不能读取。")

    def _pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, no more than its header declares: zipfile stops there and compares the checksum."""
        with self._guarded(name), self._zip.open(self._infos[name]) as stream:
            while piece := stream.read(CHUNK):
                yield piece

    @contextmanager
    def _guarded(self, name: str) -> Iterator[None]:
        try:
            yield
        except BROKEN as error:
            raise self.unusable(f"中的 {name} 读不出来：已损坏，或没有拷完。{_WHOLE}") from error

    def _json(self, data: bytes, where: str) -> Any:
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise self.unusable(f"中的 {where} 不合格式。") from error


def has_room_for(size: int, folder: Path) -> bool:
    """Whether the disk of ``folder`` has ``size`` bytes to spare."""
    return shutil.disk_usage(folder).free > size
