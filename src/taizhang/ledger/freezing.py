"""What a snapshot (数据版本) freezes: a ledger's facts as of a day as canonical text, in pieces however large the ledger is."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from taizhang.journal.append import canonical
from taizhang.journal.head import Head
from taizhang.ledger import as_of, form_facts
from taizhang.ledger.models import Ledger
from taizhang.ledger.sheets import Stamp
from taizhang.ledger.then import Then
from taizhang.reports import facts
from taizhang.reports.frozen import Numbers, plain

FINDINGS_IN_PART = 100
LARGEST_PART = 64 * 1024 * 1024  # what a part may unpack to: it may come from elsewhere
FORM = 1


class Unpackable(Exception):
    """A part that is not what was packed."""


@dataclass(frozen=True, slots=True)
class Text:
    """All that a snapshot says: ``about`` the ledger as a whole, then its findings in ``parts``."""

    about: str
    parts: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, a line feed before every part."""
        return digest_of(self.about, self.parts)


def digest_of(about: str, parts: Iterable[str]) -> str:
    """SHA-256 of what a snapshot says, in hexadecimal."""
    whole = hashlib.sha256(about.encode())
    for part in parts:
        whole.update(b"\n" + part.encode())
    return whole.hexdigest()


def text_of(ledger: Ledger, day: date, head: Head, *, past: bool) -> Text:
    """The ledger as of ``day``, told from its rows, or where the day is ``past`` with what happened since taken back.

    Raises Untold.
    """
    told = replace(_told(ledger, day, past), stamp=str(Stamp(str(ledger.key), head)))
    about = {
        "form": FORM,
        "ledger": plain(replace(told, aspects=())),
        "aspects": [aspect.title for aspect in told.aspects],
        "numbers": plain(_numbers(ledger, told, day)),
        "figures": figures(ledger, day),
    }
    return Text(canonical(about), tuple(_parts(told)))


def _told(ledger: Ledger, day: date, past: bool) -> facts.Ledger:
    if not past:
        return form_facts.of_ledger(ledger, ledger.findings.all(), day)
    then = Then(ledger, day)
    return form_facts.of_lines(then.ledger, then.lines(), day)


def _numbers(ledger: Ledger, told: facts.Ledger, day: date) -> Numbers:
    line = as_of.counts(ledger, day)
    open_ones = [finding for _, finding in told.findings() if finding.is_open and finding.answers.due]
    return Numbers(
        findings=_kept(line.findings),
        measures=_kept(line.measures),
        degrees=_kept(line.degrees),
        manifestations=line.manifestations,
        within=line.within,
        overdue=sum(1 for finding in open_ones if finding.answers.due and finding.answers.due < day),
        rebounds=sum(finding.rebounds for aspect in told.aspects for finding in aspect.findings),
    )


def _kept(counted: dict[str, int]) -> dict[str, int]:
    return {name: n for name, n in sorted(counted.items()) if n}


def figures(ledger: Ledger, day: date) -> dict[str, int]:
    """What the rooms above can say of the ledger in numbers, by room and name: ``supervision.opened``."""
    return {
        f"{path.split('.')[1]}.{name}": n for path in settings.FIGURES for name, n in import_string(path)(ledger, day).items()
    }


def _parts(told: facts.Ledger) -> Iterator[str]:
    findings = ([at, plain(finding)] for at, aspect in enumerate(told.aspects) for finding in aspect.findings)
    while some := list(islice(findings, FINDINGS_IN_PART)):
        yield canonical({"findings": some})


def packed(part: str) -> bytes:
    """A part as it is stored."""
    return zlib.compress(part.encode())


def unpacked(data: Any) -> str:
    """The inverse of ``packed``. Raises Unpackable."""
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(bytes(data), LARGEST_PART).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise Unpackable from error
    if not unpacking.eof or unpacking.unused_data:
        raise Unpackable
    return text
