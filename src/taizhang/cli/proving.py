"""``taizhang verify`` and ``taizhang heads``: is every log what it was when its events happened?"""

from __future__ import annotations

from pathlib import Path

from taizhang.journal.head import Head, Typed
from taizhang.journal.models import SITE, Log
from taizhang.journal.proving import contained
from taizhang.journal.verify import Broken, Verdict
from taizhang.journal.verify_many import verify_many
from taizhang.ledger import snapshots
from taizhang.ledger.models import Ledger

WHAT = {
    "changed": "第 {place} 条与记录时不符（在第 {first}–{place} 条之间被改动过）",
    "missing": "第 {place} 条缺失",
    "beyond": "第 {place} 条是记录之外加进来的",
    "unlike_root": "前 {place} 条的根值与日志头不符",
    "unlike_head": "前 {place} 条与留存的日志头不符：记录被整体改写过",
    "cut": "第 {place} 条起的记录被截去：留存的日志头比现在长",
    "gone": "整个日志不见了",
}


def verify_all(known: dict[str, Head]) -> int:
    """Verify every log there is or should be, then every snapshot, and print what was found. 0 when all is whole, else 1."""
    titles = {ledger.log_key: ledger.title for ledger in Ledger.objects.all()}
    verdicts = verify_many(list(Log.objects.order_by("pk")), known)
    gone = sorted((known.keys() | titles.keys()) - {verdict.key for verdict in verdicts})
    verdicts += [Verdict(key, Head(0, b""), Broken("gone", 0, 0)) for key in gone]
    for verdict in verdicts:
        print(_line(verdict, titles.get(verdict.key, "全站记录" if verdict.key.startswith(SITE) else verdict.key)))
    frozen = _snapshots_whole()
    whole = all(verdict.broken is None for verdict in verdicts) and frozen
    print("全部完整，未被改动。" if whole else "有日志或数据版本不完整、被改动，请保留现场并从备份核对。")
    return 0 if whole else 1


def _snapshots_whole() -> bool:
    """Hold every snapshot against the digest in its ledger's log, and print those that are not what was frozen."""
    count = wrong = 0
    for snapshot, is_damaged in snapshots.damaged():
        count += 1
        wrong += is_damaged
        if is_damaged:
            print(f"✘ {snapshot.ledger.title}：{snapshot}与生成时不符。")
    if count and not wrong:
        print(f"✔ 数据版本：{count} 个，与生成时一致。")
    return not wrong


def _line(verdict: Verdict, title: str) -> str:
    if verdict.broken is None:
        return f"✔ {title}：{verdict.head.size} 条，根值 {verdict.head.root.hex()[:16]}…"
    broken = verdict.broken
    return f"✘ {title}：" + WHAT[broken.kind].format(place=broken.seq + 1, first=broken.first + 1) + f"（{verdict.key}）"


def verify_typed(typed: Typed) -> int:
    """Verify every log, and that one of them contains the head that somebody typed from paper."""
    logs = Log.objects.filter(size__gte=typed.size).order_by("pk")
    log, head = next(((log, head) for log in logs if (head := contained(log, typed))), (None, None))
    status = verify_all({log.key: head} if log and head else {})
    if log is None or head is None:
        print(f"✘ 没有一本记录在 {typed.size:,} 条时是这个校验码：请核对有没有抄错；抄得不错，就是以前的记录被改动过。")
        return 1
    print(f"{'✔' if status == 0 else '✘'} 留存的记录头（共 {typed.size:,} 条）在“{title_of(log.key)}”里，现有 {log.size:,} 条。")
    return status


def title_of(key: str) -> str:
    """What people call the log of that key: its ledger's title."""
    ledger = next((one for one in Ledger.objects.all() if one.log_key == key), None)
    return ledger.title if ledger else "全站记录" if key.startswith(SITE) else key


def print_heads() -> int:
    """Every log's head, a line each: ``key size:root``. Kept elsewhere, it proves later that nothing was cut off."""
    for log in Log.objects.order_by("pk"):
        print(log.key, Head(log.size, log.root))
    return 0


def read_heads(path: Path) -> dict[str, Head]:
    """The heads that ``taizhang heads`` printed into ``path``. Raises OSError, or ValueError naming the line."""
    heads = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        key, _, head = line.strip().partition(" ")
        try:
            heads[key] = Head.parse(head)
        except ValueError as error:
            raise ValueError(f"{path} 第 {number} 行：{error}") from error
    return heads
