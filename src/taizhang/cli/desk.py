"""The verbs of the desk: ``taizhang read``, ``check``, ``report``, ``verify-proof``, each of a FILE. No Django, no database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taizhang.reading import Reading

VERBS = ("read", "check", "report", "verify-proof")
UNREADABLE = 2


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the desk's verbs to the ``taizhang`` command."""
    read = verbs.add_parser("read", help="读一份材料，看看从中认出了什么")
    read.add_argument("files", type=Path, nargs="+", metavar="FILE", help="Word、Excel、PDF、OFD、网页、文本等文件，或文件夹")
    read.add_argument("--json", action="store_true", help="打印完整结果（JSON），供其他程序使用")
    read.add_argument("--explain", action="store_true", help="逐项说明在哪一行、按哪条规则读出、有多大把握")
    read.add_argument("--ocr", action="store_true", help="识别图片和扫描件里的文字（需要安装 tesseract）")
    read.set_defaults(run=_read)
    _add_check(verbs)
    _add_report(verbs)
    verify = verbs.add_parser("verify-proof", help="核验一份证明文件（taizhang prove 写出的），不需要账号和数据库")
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--head", metavar="条数:校验码", help="您自己留存的，例如审批表上印的：与证明里的比对")
    verify.set_defaults(run=_verify_proof)


def _add_check(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = verbs.add_parser("check", help="校核一份材料：日期、数字、序号、缺项、用词、个人信息、版式")
    check.add_argument("files", type=Path, nargs="+", metavar="FILE", help="要校核的文件")
    check.add_argument("--json", action="store_true", help="打印全部提示（JSON），供其他程序使用")
    check.add_argument("--against", type=Path, metavar="FEEDBACK", help="对照反馈意见或问题清单，看有没有漏答")
    check.add_argument("--earlier", type=Path, nargs="+", default=[], metavar="FILE", help="以前的材料或文件夹，看有没有雷同")
    check.add_argument("--profile", metavar="NAME", help="按哪份办法：自带的名称，或办法文件")
    check.add_argument("--off", action="append", default=[], metavar="CODE", help="不做的校核，可以写多次")
    check.add_argument("--internal", action="store_true", help="内部材料，不公开：个人信息只作提醒")
    check.add_argument(
        "--answer", nargs=2, action="append", default=[], metavar=("CODE@行:列", "理由"), help="说明为什么保留，以后不再提示"
    )
    check.add_argument("--html", type=Path, metavar="OUT", help="写一份网页，提示在页边")
    check.add_argument("--docx", type=Path, metavar="OUT", help="写一份 Word，提示作批注（只用于 .docx）")
    check.add_argument("--ocr", action="store_true", help="识别图片和扫描件里的文字（需要安装 tesseract）")
    check.set_defaults(run=_check)


def _add_report(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = verbs.add_parser("report", help="从一份台账、清单或报告写出表格或报告（Word、Excel、网页）")
    report.add_argument("form", metavar="FORM", help="表格或报告的名称或代号，例如 任务清单")
    report.add_argument("file", type=Path, metavar="FILE", help="要读的材料，或 taizhang read --json 打印的结果")
    report.add_argument("--body", required=True, metavar="单位", help="填报单位")
    report.add_argument("--source", metavar="来源", help="巡视、巡察、审计、督察……材料里没有写明时填写")
    report.add_argument("--as-of", metavar="日期", help="截至日期，默认今天")
    report.add_argument("-o", "--output", type=Path, metavar="OUT", help="写到哪个文件：.docx，表格还可以是 .xlsx、.html")
    report.set_defaults(run=_report)


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


def _check(arguments: argparse.Namespace) -> int:
    """0, or 1 when an error is left in one of the files, or 2 when one cannot be read."""
    from taizhang.cli import checking
    from taizhang.reading import Unreadable

    worst = 0
    try:
        for told, status in checking.run(arguments):
            _print(told)
            worst = max(worst, status)
    except (Unreadable, checking.Refused) as refusal:
        return _refused(str(refusal))
    return worst


def _report(arguments: argparse.Namespace) -> int:
    from taizhang.cli import reporting
    from taizhang.reading import Unreadable

    try:
        _print(reporting.run(arguments))
    except (Unreadable, reporting.Refused) as refusal:
        return _refused(str(refusal))
    return 0


def _verify_proof(arguments: argparse.Namespace) -> int:
    """0 when everything in the file is proven, 1 when something does not fit, 2 when it is no proof."""
    from taizhang.cli.outsider import verify_proof
    from taizhang.journal.head import Typed
    from taizhang.journal.proof import Unreadable

    file: Path = arguments.file
    try:
        status, told = verify_proof(file, Typed.parse(arguments.head) if arguments.head else None)
    except (Unreadable, ValueError) as refusal:
        return _refused(str(refusal))
    except OSError as error:
        return _refused(f"打不开“{file.name}”：{error.strerror}。请检查路径和权限。")
    _print(told)
    return status


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
