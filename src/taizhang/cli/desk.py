"""The verbs of the desk: ``taizhang read FILE``. No Django, no database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taizhang.reading import Reading

VERBS = ("read",)
UNREADABLE = 2


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the desk's verbs to the ``taizhang`` command."""
    read = verbs.add_parser("read", help="读一份材料，看看从中认出了什么")
    read.add_argument("file", type=Path, metavar="FILE", help="文本、网页或 Word 文件")
    read.add_argument("--json", action="store_true", help="打印完整结果（JSON），供其他程序使用")
    read.set_defaults(run=_read)


def _read(arguments: argparse.Namespace) -> int:
    from taizhang.reading import Unreadable, read, to_contract

    try:
        reading = read(arguments.file.read_bytes(), arguments.file.name)
    except Unreadable as refusal:
        return _refused(str(refusal))
    except OSError as error:
        return _refused(f"打不开“{arguments.file.name}”：{error.strerror}。请检查路径和权限。")
    if arguments.json:
        _print(json.dumps(to_contract(reading), ensure_ascii=False))
    else:
        _print(_tree(reading))
    return 0


def _tree(reading: Reading) -> str:
    from taizhang.cli.tree import tree

    return tree(reading)


def _print(text: str) -> None:
    """Print in UTF-8 whatever the terminal's locale; a reader that went away (head, less) is no error."""
    try:
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "replace"))
        sys.stdout.flush()
    except AttributeError:  # a stream of text only, as tests and notebooks have
        print(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused(why: str) -> int:
    print(" ".join(why.split()), file=sys.stderr)
    return UNREADABLE
