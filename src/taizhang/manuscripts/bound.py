"""Numbers bound to a snapshot: in a part's text ``{问题总数}`` stands for the snapshot's number of that name.

Pure functions over the facts that a snapshot froze.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from taizhang.reports.facts import Ledger
from taizhang.reports.official import spoken

_TOKEN = re.compile(r"\{([^{}\n]{1,60})\}")
_BETWEEN = "·"
DAY = "截至日期"


def numbers(ledger: Ledger) -> dict[str, str]:
    """What can be named in a text, each with its value, in the order in which a person looks for it."""
    finding, measure = ledger.words.finding, ledger.words.measure
    findings, measures = ledger.finding_states(), ledger.measure_states()
    shown = sum(len(one.manifestations) for _, one in ledger.findings())
    return {
        DAY: spoken(ledger.as_of),
        f"{finding}总数": str(findings.total()),
        **{f"{finding}{_BETWEEN}{word}": str(n) for word, n in findings.items()},
        f"{ledger.words.manifestation}总数": str(shown),
        f"{measure}总数": str(measures.total()),
        **{f"{measure}{_BETWEEN}{word}": str(n) for word, n in measures.items()},
        f"未完成的{measure}": str(len(ledger.open_tasks())),
        f"超过时限的{measure}": str(len(ledger.late_tasks())),
    }


def bound(text: str, ledger: Ledger) -> str:
    """The text with every number that the forms take from the ledger named instead of written."""
    told = numbers(ledger)
    for name, places in _places(ledger):
        for before, after in places:
            text = text.replace(f"{before}{told[name]}{after}", f"{before}{{{name}}}{after}")
    return text


def _places(ledger: Ledger) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Each name with the words between which its number stands in forms."""
    finding, measure = ledger.words.finding, ledger.words.measure
    yield DAY, (("截至", ""),)
    yield f"{finding}总数", ((finding, "个"), ("对", f"个{finding}"))
    yield from ((f"{finding}{_BETWEEN}{word}", ((word, "个"),)) for word in ledger.finding_states())
    yield f"{measure}总数", ((measure, "条"), ("制定", f"条{measure}"))
    yield from ((f"{measure}{_BETWEEN}{word}", ((word, "条"),)) for word in ledger.measure_states())
    yield f"未完成的{measure}", (("尚未完成的", "条"), ("尚有", "条"))
    yield f"超过时限的{measure}", (("其中", "条超过时限"), ("其中超过时限", "条"))


def names(text: str) -> list[str]:
    """The numbers that the text names, each once, in order."""
    return list(dict.fromkeys(_TOKEN.findall(text)))


def filled(text: str, told: Mapping[str, str]) -> str:
    """The text with the numbers in their places. A state in which nothing stands any more counts none."""
    return "".join(piece for piece, _name in pieces(text, told))


def pieces(text: str, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text in pieces: plain ones, and numbers with the name by which they are bound. Other braces are text."""
    last = 0
    for found in _TOKEN.finditer(text):
        if is_known(found[1], told):
            yield text[last : found.start()], ""
            yield value(found[1], told), found[1]
            last = found.end()
    yield text[last:], ""


def value(name: str, told: Mapping[str, str]) -> str:
    """The number of that name; 0 for a state that is not told of."""
    return told.get(name, "0")


def is_known(name: str, told: Mapping[str, str]) -> bool:
    """Whether a text may name it: a number that is told, or of a state of something that is counted."""
    counted = {held.partition(_BETWEEN)[0] for held in told if _BETWEEN in held}
    return name in told or (_BETWEEN in name and name.partition(_BETWEEN)[0] in counted)
