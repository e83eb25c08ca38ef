"""A .zip of evidence: each file goes under the measure that its name begins with (1-2 …, 1-2-1 …)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _

from taizhang.intake.delivered.item import Cell, Item, Kind, Place
from taizhang.ledger.lines import Line
from taizhang.ledger.list_columns import Changeable
from taizhang.ledger.models import Measure
from taizhang.reading import Unreadable
from taizhang.reading.formats.archive import Archive
from taizhang.reading.limits import Limits

MOST = 200
_NUMBERED = re.compile(r"\s*(\d{1,6})\s*[-－—–_.．]\s*(\d{1,4})(?:\s*[-－—–_.．]\s*\d{1,4})?(?=\D|$)[\s、.．_-]*")
_UTF8 = 0x800  # the flag of a member whose name is UTF-8


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: its name as people see it, without folders, and its bytes."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """Its SHA-256."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the archive without its bytes."""

    name: str
    digest: str


def pieces(data: bytes, limits: Limits) -> list[Piece]:
    """The files of an archive, each unpacked and let go. Raises Unreadable beyond the limits."""
    return [Piece(member.name, member.digest) for member in members(data, limits)]


def members(data: bytes, limits: Limits) -> Iterator[Member]:
    """The files of an archive. Raises Unreadable beyond the limits."""
    archive = Archive(data, limits)
    infos = [info for info in zipfile.ZipFile(BytesIO(data)).infolist() if not info.is_dir()]
    if len(infos) > MOST:
        raise Unreadable(_("压缩包里有%(n)d个文件，一次最多%(most)d个，请分几次报送。") % {"n": len(infos), "most": MOST})
    for info in infos:
        name = _name(info).replace("\\", "/").rpartition("/")[2]
        if name and not name.startswith((".", "~$")) and name != "Thumbs.db":
            yield Member(name, archive.read(info.filename))


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name: Chinese Windows writes GBK and does not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def items(file: str, found: Sequence[Piece], lines: Sequence[Line], may: Changeable) -> Iterator[Item]:
    """What the archive would put under the measures. What lies there already is not told."""
    by_number = {(line.finding.serial, line.measure.place): line for line in lines if line.measure}
    for row, member in enumerate(found, 1):
        place = Place(file, member.name, row)
        numbered = _NUMBERED.match(member.name)
        line = by_number.get((int(numbered[1]), int(numbered[2]))) if numbered else None
        if line is None or line.measure is None:
            yield Item(Kind.NOT_UNDERSTOOD, place, "", why=_unplaced(member.name, numbered is not None))
        elif not _lies_there(line.measure, member):
            why = may.why_not("add_evidence", line, line.measure)
            kind = Kind.NOT_HIS if why else Kind.ADDED
            cells = (Cell("evidence", "", member.name),)
            facts = {"file": member.name, "digest": member.digest}
            yield Item(kind, place, line.number, "add_evidence", line.measure, cells, facts, why or "", title=line.measure.title)


def _lies_there(measure: Measure, member: Piece) -> bool:
    return any(one.original_id == member.digest for one in measure.evidence.all())


def _unplaced(name: str, numbered: bool) -> str:
    if numbered:
        return _("“%(name)s”开头的编号在台账里没有对应的措施，或者不归您的单位。") % {"name": name}
    return _("“%(name)s”看不出是哪条措施的佐证，请把文件名改成“1-2 名称”的样子（问题序号-第几条措施）。") % {"name": name}
