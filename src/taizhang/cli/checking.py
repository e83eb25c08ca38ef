"""``taizhang check FILE``: remarks at the terminal with line and caret, as JSON, as a page, as comments in the Word file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from taizhang.checks import Remark, Severity, check, check_of, checks
from taizhang.checks.answered import Answer, BadAnswers, answered, from_text, to_answer, to_text, with_answer
from taizhang.cli.carets import printed
from taizhang.profiles import PROFILES, Miswritten, Profile, load, shipped
from taizhang.reading import Reading, Unreadable, read

ERRORS, UNREADABLE = 1, 2
ANSWERS = ".remarks.json"


class Refused(Exception):
    """What was asked for cannot be done. The message is one line for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file with its text, its remarks and the answers given to them."""

    file: Path
    data: bytes
    reading: Reading
    remarks: list[Remark]

    @property
    def wrong(self) -> bool:
        """Whether an error is left that nobody answered."""
        return any(remark.severity == Severity.ERROR and remark.answer is None for remark in self.remarks)


def run(arguments: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """What to print and the status, a file each. Raises Refused, and Unreadable for a file that cannot be read."""
    if len(arguments.files) > 1 and (arguments.html or arguments.docx or arguments.answer):
        raise Refused("--html、--docx、--answer 一次只用于一个文件。")
    unknown = next((code for code in arguments.off if not _is_known(code)), None)
    if unknown:
        raise Refused(f"没有“{unknown}”这项校核。代号见 docs/checks。")
    profile = _profile(arguments.profile) if arguments.profile else None
    against = _read(arguments.against) if arguments.against else None
    earlier = [_read(path) for path in _papers(arguments.earlier, arguments.files)]
    for file in arguments.files:
        done = _check(file, arguments, profile, against, earlier)
        _write(done, arguments)
        yield _told(done, arguments), ERRORS if done.wrong else 0


def _is_known(code: str) -> bool:
    return check_of(code) is not None or any(one.code.partition(".")[0] == code for one in checks())


def _check(
    file: Path, arguments: argparse.Namespace, profile: Profile | None, against: Reading | None, earlier: Sequence[Reading]
) -> _Checked:
    data = _bytes(file)
    reading = read(data, file.name, ocr=arguments.ocr)
    remarks = check(
        reading,
        profile=profile,
        against=against,
        earlier=earlier,
        today=_today(),
        file=data,
        public=False if arguments.internal else None,
        off=arguments.off,
    )
    answers = _answers(file)
    for place, reason in arguments.answer:
        answers = with_answer(answers, to_answer(_meant(place, remarks, reading.text), reason, _today().isoformat()))
    if arguments.answer:
        _answers_of(file).write_text(to_text(answers), "utf-8")
    return _Checked(file, data, reading, answered(remarks, answers))


def _told(done: _Checked, arguments: argparse.Namespace) -> str:
    if not arguments.json:
        return printed(done.file.name, done.reading.text, done.remarks)
    told: dict[str, object] = {"remarks": [remark.to_contract() for remark in done.remarks]}
    if len(arguments.files) > 1:
        told = {"file": str(done.file), **told}
    return json.dumps(told, ensure_ascii=False)


def _write(done: _Checked, arguments: argparse.Namespace) -> None:
    if arguments.html:
        from taizhang.checks.margin import page

        _keep(arguments.html, page(done.reading, done.remarks, name=done.file.name).encode())
    if arguments.docx:
        from taizhang.checks.word_comments import with_comments

        comments = with_comments(done.data, done.reading.text, done.remarks, at=datetime.now(ZoneInfo("Asia/Shanghai")))
        _keep(arguments.docx, comments)


def _keep(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Refused(f"写不进“{path.name}”：{error.strerror}。请检查路径和权限。") from error


def _meant(place: str, remarks: Sequence[Remark], text: str) -> Remark:
    """The remark that CODE@LINE or CODE@LINE:COLUMN names."""
    code, _, where = place.partition("@")
    named = [remark for remark in remarks if remark.code == code and _stands(remark, where, text)]
    if len(named) != 1:
        why = "这里没有这条提示" if not named else "这一行有几条，请写成“代号@行:列”"
        raise Refused(f"“{place}”：{why}。照提示后面方括号里的写。")
    return named[0]


def _stands(remark: Remark, where: str, text: str) -> bool:
    line = text.count("\n", 0, remark.start) + 1
    column = remark.start - text.rfind("\n", 0, remark.start)
    return where in ("", str(line), f"{line}:{column}")


def _answers(file: Path) -> tuple[Answer, ...]:
    path = _answers_of(file)
    try:
        return from_text(path.read_text("utf-8")) if path.exists() else ()
    except (BadAnswers, UnicodeDecodeError) as error:
        raise Refused(f"{path.name}：记录说明的文件写坏了。请改正或删去它再试。") from error


def _answers_of(file: Path) -> Path:
    return file.with_name(file.name + ANSWERS)


def _papers(places: Sequence[Path], checked: Sequence[Path]) -> Iterator[Path]:
    """The papers named and those in the folders named, without the ones that are checked."""
    from taizhang.cli.many import files_of

    same = {path.resolve() for path in checked}
    yield from (path for path in files_of(places) if path.resolve() not in same and not path.name.endswith(ANSWERS))


def _profile(name: str) -> Profile:
    if name in PROFILES:
        return shipped(name)
    try:
        return load(Path(name))
    except Miswritten as error:
        raise Refused(f"办法“{name}”用不了：{error}自带的有：{'、'.join(PROFILES)}。") from error


def _read(file: Path) -> Reading:
    return read(_bytes(file), file.name)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(f"打不开“{file.name}”：{error.strerror}。请检查路径和权限。") from error


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
