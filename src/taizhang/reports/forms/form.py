"""What a form is: its name, the occasion it is for, and how it is written from a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from taizhang.reports.facts import Ledger
from taizhang.reports.listed import Listed
from taizhang.reports.official import Official

N_ = str  # marks words that are translated where they are shown


class Group(StrEnum):
    """What kinds of forms there are, as they are listed for people."""

    REPORTS = N_("报告")
    TABLES = N_("表格")
    PLAN = N_("方案和清单")


class Asks(StrEnum):
    """What a form is written from besides one ledger as it stood."""

    EARLIER = "earlier"  # an earlier snapshot, to tell what changed
    PLAN = "plan"  # a version of the plan, not the ledger as it stands


@dataclass(frozen=True, slots=True)
class Form:
    """One form over a whole ledger. ``code`` stands in addresses; what has a ``table`` comes as Excel and as a page, too."""

    code: str
    name: str
    occasion: str
    group: Group
    write: Callable[[Ledger], Official]
    table: Callable[[Ledger], Listed] | None = None
    asks: frozenset[Asks] = frozenset()

    @property
    def is_letter(self) -> bool:
        """Whether it can go out under a red head."""
        return self.table is None


def tabled(
    code: str, name: str, occasion: str, table: Callable[[Ledger], Listed], group: Group = Group.TABLES, *, across: bool = True
) -> Form:
    """A form that is one table, under a title that says whose and of what."""

    def titled(ledger: Ledger) -> Listed:
        made = table(ledger)
        return replace(made, title=_title(made.title, ledger), stamp=ledger.stamp, name=made.title)

    def write(ledger: Ledger) -> Official:
        made = titled(ledger)
        return Official(made.title, (made,), across=across, stamp=ledger.stamp)

    return Form(code, name, occasion, group, write, titled)


def _title(name: str, ledger: Ledger) -> str:
    """市水务局巡察反馈问题清单, 市水务局巡察反馈问题整改任务清单."""
    if name.startswith(ledger.words.finding):
        return f"{ledger.body}{ledger.subject.removesuffix(ledger.words.finding)}{name}"
    return f"{ledger.body}{ledger.subject}{'' if name.startswith('整改') else '整改'}{name}"
