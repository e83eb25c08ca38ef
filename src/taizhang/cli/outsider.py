"""``taizhang verify-proof``: what a proof file proves, in plain sentences, for whoever has nothing but the file. No Django."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from taizhang.journal.head import Head, Typed
from taizhang.journal.proof import Proof, ToldEvent, Unreadable, read
from taizhang.ledger.states import MOVES

LARGEST_FILE = 32 * 1024 * 1024
SHANGHAI = timezone(timedelta(hours=8))
THINGS = {"ledger": "台账", "finding": "问题", "measure": "措施", "manifestation": "具体表现", "plan": "方案"}
WORDS = {f"{move.of}:{move.action}": move.word for move in MOVES}


def verify_proof(file: Path, kept: Typed | None) -> tuple[int, str]:
    """The exit status and what to say: 0 where all is proven, 1 where something does not fit. Raises Unreadable, OSError."""
    if file.stat().st_size > LARGEST_FILE:
        raise Unreadable("文件太大，不是台账写出的证明文件。")
    proof = read(file.read_bytes())
    told = list(_told(proof, kept))
    status = 0 if all(fits for fits, _ in told) else 1
    return status, "\n".join(f"{'✔' if fits else '✘'} {text}" for fits, text in told)


def _told(proof: Proof, kept: Typed | None) -> Iterator[tuple[bool, str]]:
    """Each thing that the file says: whether it is so, and the sentence."""
    if proof.event is None and proof.older is None:
        yield False, "这份文件没有证明任何事情。"
    if proof.event is not None:
        yield _of_event(proof, proof.event)
    if proof.older is not None:
        yield _of_older(proof, proof.older)
    yield _of_kept(proof, kept) if kept else (True, f"请与您自己留存的核对，应当一致：{head_words(proof.head)}。")


def _of_event(proof: Proof, event: ToldEvent) -> tuple[bool, str]:
    place = f"第 {event.seq + 1:,} 条"
    if not proof.holds_event:
        return False, f"{place}记录与记录头对不上：它的内容、位置或路径被改动过，不在{head_words(proof.head)}的记录里。"
    return True, f"{place}记录一字未改，就在{head_words(proof.head)}的记录里：\n{event_words(event)}"


def _of_older(proof: Proof, older: Head) -> tuple[bool, str]:
    if not proof.only_adds:
        return False, f"{head_words(proof.head)}的记录不是在{head_words(older)}之后增加的：以前的记录被改动过，或路径不对。"
    return True, f"从{head_words(older)}到{head_words(proof.head)}，只有增加：以前的一条也没有改动、删去或插入。"


def _of_kept(proof: Proof, kept: Typed) -> tuple[bool, str]:
    if any(kept.fits(head) for head in (proof.head, proof.older) if head is not None):
        return True, f"与您留存的一致：共 {kept.size:,} 条。"
    return False, f"与您留存的不一致：共 {kept.size:,} 条，校验码 {kept.digits[:8]}…；证明里是{head_words(proof.head)}。"


def head_words(head: Head) -> str:
    """A head as it is printed on papers."""
    return f"“共 {head.size:,} 条，校验码 {head.code}”"


def event_words(event: ToldEvent) -> str:
    """What the event says: when, who, what, and its facts as they were recorded."""
    what, _, number = event["subject"].partition(":")
    who = "，".join(filter(None, (event["by_unit"], event["by_name"])))
    word = WORDS.get(event["name"], "")
    action = f"{word}（{event['name']}）" if word else event["name"]
    told = [f"时间：{_moment(event['at'])}", f"办理人：{who}", f"事项：{THINGS.get(what, what)} {number} {action}".rstrip()]
    return "\n".join(f"    {_harmless(line)}" for line in [*told, *_facts(event["payload"])])


def _facts(payload: str) -> Iterator[str]:
    try:
        facts = json.loads(payload)
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        yield f"内容：{payload}"
        return
    for name, value in facts.items():
        yield f"{name}：{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"


def _moment(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at).astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        return at
    return f"{moment:%Y-%m-%d %H:%M:%S}（北京时间）"


def _harmless(line: str) -> str:
    """``line`` without what a terminal would obey: a proof may come from anybody."""
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in line)
