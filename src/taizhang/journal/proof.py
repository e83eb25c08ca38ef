"""A proof for an outsider: one text file that needs no database, and no trust in whoever wrote it, to be verified. Pure.

It tells one event word for word with the path from it to a head, or that a newer head only adds to an older one, or both.
There is one way of writing a proof down, with a sum of its text: a file with any other byte in it is not one. Against whoever
can write files anew stand the hashes – and, for the head itself, the one that the reader has kept. A path does not bind the
size of the tree that it leads to (RFC 6962 has size and root signed together): so size and root are compared together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from taizhang.journal.head import ROOT_DIGITS, Head
from taizhang.journal.merkle import leaf_hash
from taizhang.journal.paths import root_by_inclusion, roots_by_consistency
from taizhang.journal.record import FIELDS, record

VERSION = 1
LARGEST = 2**63
NOTES = (
    "这是台账办理记录的证明，由“台账”系统写出，任何人都可以核验，不需要账号，也不需要原来的数据库。",
    "核验：taizhang verify-proof 本文件；再把 head（条数和校验码）与您自己留存的比对：表上印的，或发给您的邮件里的。",
    "log 是哪一本记录；event 是其中一条的原文，seq 从 0 数起；inclusion 是从这一条到 head 根值的路径；",
    "older 是更早的记录头；consistency 证明 head 只在 older 之后增加，以前的一条也没有改动、删去、插入。",
    "算法是公开的：RFC 6962、RFC 9162（SHA-256 默克尔树）。一条记录的字节是“长度:内容”依次相连，见文档 docs/operate/proof.md。",
    "A proof over a ledger's log of events. Verify it with: taizhang verify-proof FILE. Then compare head with the one you kept.",
)


class Unreadable(Exception):
    """The text is no proof. ``str`` says why."""


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event word for word: its place in the log, from 0, and the values of ``FIELDS``."""

    seq: int
    fields: tuple[str, ...]

    def leaf(self, key: str) -> bytes:
        """The hash under which it stands in the log of that key."""
        return leaf_hash(record(key.encode(), self.seq, *(text.encode() for text in self.fields)))

    def __getitem__(self, name: str) -> str:
        return self.fields[FIELDS.index(name)]


@dataclass(frozen=True, slots=True)
class Proof:
    """What is to be proven over the log ``key`` with its ``head``: an event in it, an older head in it, or both."""

    key: str
    head: Head
    event: ToldEvent | None = None
    inclusion: tuple[bytes, ...] = ()
    older: Head | None = None
    consistency: tuple[bytes, ...] = ()

    @property
    def holds_event(self) -> bool:
        """Whether the event stands in the log as it is told."""
        if self.event is None:
            return False
        root = root_by_inclusion(self.event.leaf(self.key), self.event.seq, self.head.size, self.inclusion)
        return root == self.head.root

    @property
    def only_adds(self) -> bool:
        """Whether everything that the older head stands for is the beginning of what the newer one stands for."""
        if self.older is None:
            return False
        roots = roots_by_consistency(self.older.size, self.head.size, self.older.root, self.consistency)
        return roots == (self.older.root, self.head.root)

    @property
    def is_sound(self) -> bool:
        """Whether everything that it says is so, and it says anything."""
        told = [self.holds_event] * (self.event is not None) + [self.only_adds] * (self.older is not None)
        return bool(told) and all(told)


def written(proof: Proof) -> str:
    """The text of the file."""
    told: dict[str, Any] = {"taizhang_proof": VERSION, "notes": NOTES, "log": proof.key, "head": _head(proof.head)}
    if proof.event is not None:
        told["event"] = {"seq": proof.event.seq, **dict(zip(FIELDS, proof.event.fields, strict=True))}
        told["inclusion"] = [one.hex() for one in proof.inclusion]
    if proof.older is not None:
        told["older"] = _head(proof.older)
        told["consistency"] = [one.hex() for one in proof.consistency]
    text = _as_text(told)
    return _as_text({**told, "sum": sha256(text.encode()).hexdigest()})


def _as_text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _head(head: Head) -> dict[str, Any]:
    return {"size": head.size, "root": head.root.hex()}


def read(data: bytes) -> Proof:
    """The proof that a file holds. Raises Unreadable where it is none, or is written in any other way than ``written`` does."""
    try:
        told = json.loads(data.decode())
        proof = _proof(told)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable("这不是台账写出的证明文件，或文件已损坏。") from error
    if data != written(proof).encode():
        raise Unreadable("这份证明文件被改写过：它与台账写出的样子不同。请向出具的单位要原件。")
    return proof


def _proof(told: Any) -> Proof:
    if told["taizhang_proof"] != VERSION or isinstance(told["taizhang_proof"], bool):
        raise ValueError("another version")
    event, older = told.get("event"), told.get("older")
    return Proof(
        key=_text(told["log"]),
        head=_read_head(told["head"]),
        event=None if event is None else _read_event(event),
        inclusion=() if event is None else _path(told["inclusion"]),
        older=None if older is None else _read_head(older),
        consistency=() if older is None else _path(told["consistency"]),
    )


def _read_event(told: Mapping[str, Any]) -> ToldEvent:
    return ToldEvent(_number(told["seq"]), tuple(_text(told[name]) for name in FIELDS))


def _read_head(told: Mapping[str, Any]) -> Head:
    return Head(_number(told["size"]), _hash(told["root"]))


def _path(told: Any) -> tuple[bytes, ...]:
    if not isinstance(told, list):
        raise TypeError("no path")
    return tuple(_hash(one) for one in told)


def _number(told: Any) -> int:
    if type(told) is not int or not 0 <= told < LARGEST:
        raise ValueError("no number of an event")
    return told


def _hash(told: Any) -> bytes:
    if len(_text(told)) != ROOT_DIGITS:
        raise ValueError("no hash")
    return bytes.fromhex(told)


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    told.encode()  # half a character is none
    return told
