"""The verbs that run an installation. They need Django; ``taizhang.cli.desk`` has those that do not."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

from taizhang.cli import first_run, keeping
from taizhang.journal.head import Typed

Verb = Callable[[argparse.Namespace], int]


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add every operating verb to the ``taizhang`` command."""
    serve = verbs.add_parser("serve", help="启动网页服务和后台任务")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--demo", type=Path, metavar="FOLDER", help="先用这个目录里的示例文件建好演示数据（只限本机）")
    serve.set_defaults(run=_with_django(_serve))
    verbs.add_parser("work", help="只运行后台任务").set_defaults(run=_with_django(_work))
    verify = verbs.add_parser("verify", help="核验办理记录是否完整、未被改动")
    verify.add_argument("--heads", type=Path, metavar="FILE", help="与以前留存的日志头（taizhang heads 的输出）比对")
    verify.add_argument("--head", metavar="条数:校验码", help="与以前抄下的一个记录头比对，例如审批表上印的")
    verify.set_defaults(run=_with_django(_verify))
    prove = verbs.add_parser("prove", help="写出一份证明文件：某一条记录就在账本里，账本只增加、没改过以前的")
    prove.add_argument("ledger", metavar="LEDGER", help="台账编号（网址 /ledgers/N/ 中的 N），或 site（全站记录）")
    prove.add_argument("--event", type=int, metavar="N", help="第几条记录（办理记录里的“第 N 条”）")
    prove.add_argument("--head", metavar="FILE|条数:校验码", help="以前的记录头：证明此后只有增加")
    prove.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="写到哪个文件")
    prove.set_defaults(run=_with_django(_prove))
    verbs.add_parser("heads", help="打印各日志的日志头，供留存").set_defaults(run=_with_django(_heads))
    report = verbs.add_parser("report-ledger", help="从台账的一个数据版本写出表格或报告")
    report.add_argument("form", metavar="FORM", help="表格或报告的名称或代号，例如 整改月报")
    report.add_argument("ledger", metavar="LEDGER", help="台账的名称，或网址里的编号")
    report.add_argument("--snapshot", type=int, metavar="编号", help="数据版本，默认最新的")
    report.add_argument("-o", "--output", type=Path, metavar="OUT", help="写到哪个文件：.docx，表格还可以是 .xlsx、.html")
    report.set_defaults(run=_with_django(_report))
    keeping.add_verbs(verbs, _with_django)
    first_run.add_verbs(verbs, _with_django)


def _serve(arguments: argparse.Namespace) -> int:
    from taizhang.cli import demo
    from taizhang.cli.ready import make_ready
    from taizhang.cli.serving import CannotServe, is_loopback, serve

    try:
        if arguments.demo:
            if not is_loopback(arguments.host):
                raise CannotServe(f"演示账号只能在本机使用，不能绑定 {arguments.host}。")
            make_ready()
            demo.prepare(arguments.demo)
            print(demo.accounts())
        return serve(arguments.host, arguments.port)
    except (CannotServe, RuntimeError, OSError) as error:
        return _complain(error)


def _work(arguments: argparse.Namespace) -> int:
    from taizhang.cli.serving import WORKER

    os.execv(WORKER[0], WORKER)


def _verify(arguments: argparse.Namespace) -> int:
    from taizhang.cli import proving

    try:
        if arguments.head:
            return proving.verify_typed(Typed.parse(arguments.head))
        return proving.verify_all(proving.read_heads(arguments.heads) if arguments.heads else {})
    except (OSError, ValueError) as error:
        return _complain(error)


def _prove(arguments: argparse.Namespace) -> int:
    from taizhang.cli.proof_file import prove_for

    try:
        return prove_for(arguments)
    except (OSError, ValueError) as error:
        return _complain(error)


def _heads(arguments: argparse.Namespace) -> int:
    from taizhang.cli import proving

    return proving.print_heads()


def _report(arguments: argparse.Namespace) -> int:
    from taizhang.cli import ledger_reports

    return ledger_reports.run(arguments)


def _complain(error: Exception) -> int:
    print(error, file=sys.stderr)
    return 2


def _with_django(verb: Verb) -> Verb:
    """``verb``, with Django started first."""

    def run(arguments: argparse.Namespace) -> int:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
        django.setup()
        return verb(arguments)

    return run
