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
    read.add_argument("files", type=Path, nargs="+", metavar="FILE", help="Word、Excel、PDF、OFD、网页、文本等文件，或文件夹")
    read.add_argument("--json", action="store_true", help="打印完整结果（JSON），供其他程序使用")
    read.add_argument("--explain", action="store_true", help="逐项说明在哪一行、按哪条规则读出、有多大把握")
    read.add_argument("--ocr", action="store_true", help="识别图片和扫描件里的文字（需要安装 tesseract）")
    read.set_defaults(run=_read)


def _read(arguments: argparse.Namespace) -> int:
    from taizhang.reading import Unreadable, read, to_contract

    file: Path = arguments.files[0]
    if len(arguments.files) > 1 or file.is_dir():
        return _read_many(arguments)
    try:
        reading = read(file.read_bytes(), file.name, ocr=arguments.ocr)
    except Unreadable as refusal:
        return _refused(str(refusal))
    except OSError as error:
        return _refused(f"打不开“{file.name}”：{error.strerror}。请检查路径和权限。")
    if arguments.json:
        _print(json.dumps(to_contract(reading), ensure_ascii=False))
    elif arguments.explain:
        _print(_explanation(reading))
    else:
        _print(_tree(reading))
    return 0


def _read_many(arguments: argparse.Namespace) -> int:
    """One JSON object a line, a file each; 2 when any of them could not be read."""
    from taizhang.cli.many import files_of, lines

    if not arguments.json:
        return _refused("一次读多个文件或文件夹，请加 --json：每个文件打印一行。")
    read = True
    for text, well in lines(files_of(arguments.files), arguments.ocr):
        _print(text)
        read = read and well
    return 0 if read else UNREADABLE


def _tree(reading: Reading) -> str:
    from taizhang.cli.tree import tree

    return tree(reading)


def _explanation(reading: Reading) -> str:
    from taizhang.cli.explanation import explanation

    return explanation(reading)


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
