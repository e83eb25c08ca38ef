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
    export = verbs.add_parser("export", help="把一个台账（内容、办理记录、文件）导出成一个文件，供另一套系统导入")
    export.add_argument("--ledger", type=int, required=True, metavar="N", help="台账编号（网址 /ledgers/N/ 中的 N）")
    export.add_argument("file", type=Path, nargs="?", metavar="FILE", help="不写时以台账名称和日期命名")
    export.set_defaults(run=with_django(_telling(_export)))
    take_in = verbs.add_parser("import", help="导入另一套系统导出的台账")
    take_in.add_argument("file", type=Path, metavar="FILE")
    take_in.add_argument("--body", type=int, metavar="UNIT-ID", help="台账的单位就是本系统中这个编号的单位")
    take_in.add_argument("--make-units", action="store_true", help="新建本系统中没有的单位")
    take_in.set_defaults(run=with_django(_telling(_import)))


def _backup(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from taizhang.keeping.backup import back_up

    done = back_up(arguments.file, at=timezone.now())
    size = arguments.file.stat().st_size
    print(f"已备份到 {arguments.file}（{size / 1024**2:,.1f} MB）：{_counted(done.rows)}，{done.files:,} 个文件。")
    print("备份中有全部数据和密钥，等同于系统本身，请存放在别处并妥善保管。")
    return _miss(done.missing, "没有备份进去")


def _restore(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from taizhang.cli.proving import verify_all
    from taizhang.keeping.restore import restore

    contents = restore(arguments.file, at=timezone.now())
    made_at = timezone.localtime(contents.made_at).strftime("%Y-%m-%d %H:%M")
    print(f"已恢复 {made_at} 的备份：{_counted(contents.counts)}。")
    status = verify_all(contents.heads)
    return max(status, _miss(contents.missing, "备份时就已缺失或损坏"))


def _export(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from taizhang.keeping.form import Unusable
    from taizhang.ledger.models import Ledger
    from taizhang.ledger.packing import pack

    ledger = Ledger.objects.filter(pk=arguments.ledger).first()
    if ledger is None:
        raise Unusable(f"没有编号为 {arguments.ledger} 的台账。")
    now = timezone.now()
    target = arguments.file or Path(f"{_as_file_name(ledger.title)}-{timezone.localdate(now)}.zip")
    packed = pack(ledger, target, at=now)
    print(f"已导出到 {target}：{_packed(packed.counts)}。")
    print(f"核对码 {packed.fingerprint[:16]}，日志头 {packed.head}。请另行告知接收方核对。")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from taizhang.accounts.models import Unit
    from taizhang.keeping.form import Unusable
    from taizhang.ledger.unpacking import unpack

    body = Unit.objects.filter(pk=arguments.body).first()
    if arguments.body is not None and body is None:
        raise Unusable(f"没有编号为 {arguments.body} 的单位。")
    done = unpack(arguments.file, body=body, make_units=arguments.make_units, at=timezone.now())
    print(f"已导入台账“{done.ledger.title}”（编号 {done.ledger.pk}）：{_packed(done.counts)}。")
    print(f"核对码 {done.fingerprint[:16]}，日志头 {done.head}。请与导出方核对，应当一致。")
    return 0


def _as_file_name(title: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in title)[:60]


def _packed(counts: dict[str, int]) -> str:
    words = {"findings.jsonl": "个问题", "measures.jsonl": "条措施", "events.jsonl": "条办理记录", "files": "个文件"}
    return _told(counts, words)


def _counted(rows: dict[str, int]) -> str:
    words = {"ledger.ledger": "个台账", "ledger.finding": "个问题", "ledger.measure": "条措施", "journal.event": "条办理记录"}
    return _told(rows, words)


def _told(counts: dict[str, int], words: dict[str, str]) -> str:
    return "，".join(f"{counts.get(name, 0):,} {word}" for name, word in words.items())


def _miss(missing: list[str], what: str) -> int:
    for digest in missing:
        print(f"文件 {digest} {what}。", file=sys.stderr)
    return 1 if missing else 0


def _telling(verb: Verb) -> Verb:
    """``verb``, with what stands in its way told in one line and exit status 2."""

    def run(arguments: argparse.Namespace) -> int:
        from django.db import DatabaseError

        from taizhang.files.store import Damaged
        from taizhang.keeping.form import Unusable

        try:
            return verb(arguments)
        except (Unusable, Damaged, OSError) as error:
            print(error, file=sys.stderr)
        except DatabaseError as error:
            what = str(error).partition("\n")[0]
            print(f"数据库不能用：{what}。新的或刚升级的系统请先运行一次 taizhang serve，再试。", file=sys.stderr)
        return 2

    return run
