"""``taizhang backup`` and ``restore`` for the whole installation, ``export`` and ``import`` for one ledger."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

Verb = Callable[[argparse.Namespace], int]


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser], with_django: Callable[[Verb], Verb]) -> None:
    """Add the verbs of keeping to the ``taizhang`` command."""
    backup = verbs.add_parser("backup", help="把整个系统（数据库、文件、密钥）备份成一个文件，运行中也可以备份")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=with_django(_telling(_backup)))
    restore = verbs.add_parser("restore", help="从备份恢复到空的数据目录，并核验办理记录")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(run=with_django(_telling(_restore)))


def _backup(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from taizhang.keeping.backup import back_up

    done = back_up(arguments.file, at=timezone.now())
    size = arguments.file.stat().st_size
    print(f"已备份到 {arguments.file}（{size / 1024**2:,.1f} MB）：{_counted(done.rows)}，文件 {done.files:,} 个。")
    print("备份中有全部数据和密钥，等同于系统本身，请存放在别处并妥善保管。")
    return _miss(done.missing, "没有备份进去")


def _restore(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from taizhang.cli.proving import verify_all
    from taizhang.keeping.restore import restore

    contents = restore(arguments.file, at=timezone.now())
    print(f"已恢复 {contents.made_at[:16].replace('T', ' ')}（UTC）的备份：{_counted(contents.counts)}。")
    status = verify_all(contents.heads)
    return max(status, _miss(contents.missing, "备份时就已缺失或损坏"))


def _counted(rows: dict[str, int]) -> str:
    words = {"ledger.ledger": "台账", "ledger.finding": "问题", "ledger.measure": "措施", "journal.event": "办理记录"}
    return "，".join(f"{word} {rows.get(label, 0):,} 条" for label, word in words.items())


def _miss(missing: list[str], what: str) -> int:
    for digest in missing:
        print(f"文件 {digest} {what}。", file=sys.stderr)
    return 1 if missing else 0


def _telling(verb: Verb) -> Verb:
    """``verb``, with what stands in its way told in one line and exit status 2."""

    def run(arguments: argparse.Namespace) -> int:
        from taizhang.keeping.form import Unusable

        try:
            return verb(arguments)
        except (Unusable, OSError) as error:
            print(error, file=sys.stderr)
            return 2

    return run
