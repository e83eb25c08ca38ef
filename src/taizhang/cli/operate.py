"""The verbs that run an installation. They need Django; ``taizhang.cli.desk`` has those that do not."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

from taizhang.cli import first_run, keeping

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
    verify.set_defaults(run=_with_django(_verify))
    verbs.add_parser("heads", help="打印各日志的日志头，供留存").set_defaults(run=_with_django(_heads))
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
        return proving.verify_all(proving.read_heads(arguments.heads) if arguments.heads else {})
    except (OSError, ValueError) as error:
        return _complain(error)


def _heads(arguments: argparse.Namespace) -> int:
    from taizhang.cli import proving

    return proving.print_heads()


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
