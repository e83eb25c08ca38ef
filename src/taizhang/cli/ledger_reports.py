"""``taizhang report-ledger FORM LEDGER``: a form of a ledger written from one of its snapshots."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from taizhang.cli.reporting import Refused, named, written
from taizhang.ledger import snapshots
from taizhang.ledger.models import Ledger, Snapshot
from taizhang.reports import facts
from taizhang.reports.compared import changes
from taizhang.reports.forms import Asks, Form


def run(arguments: argparse.Namespace) -> int:
    """0 when it is written, 2 when it cannot be; one line on stderr says why."""
    try:
        form = named(arguments.form)
        ledger = _ledger(arguments.ledger)
        told = _facts(form, ledger, arguments.snapshot)
        print(written(form, told, arguments.output or Path(f"{form.name}.docx")))
    except (Refused, snapshots.Damaged) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def _ledger(name: str) -> Ledger:
    """The ledger by its number in addresses or its title."""
    rows = Ledger.objects.filter(pk=int(name)) if name.isdecimal() else Ledger.objects.filter(title=name)
    if len(found := list(rows[:2])) != 1:
        why = "没有这个台账" if not found else "有几个台账叫这个名称，请写网址里的编号"
        raise Refused(f"“{name}”：{why}。")
    return found[0]


def _facts(form: Form, ledger: Ledger, number: int | None) -> facts.Ledger:
    if Asks.PLAN in form.asks:
        raise Refused("整改方案要选版本，请在网页的方案页导出。")
    held = sorted(ledger.snapshots.all(), key=lambda one: (one.as_of, one.serial))
    at = _place(held, number)
    now = snapshots.opened(held[at])
    if Asks.EARLIER in form.asks and at:
        return replace(now.ledger, changes=changes(snapshots.opened(held[at - 1]), now))
    return now.ledger


def _place(held: list[Snapshot], number: int | None) -> int:
    """Where the snapshot stands among those of its ledger, by day: the newest where no number is given."""
    if not held:
        raise Refused("这个台账还没有数据版本，请先在网页上生成。")
    if number is None:
        return max(range(len(held)), key=lambda at: held[at].serial)
    found = next((at for at, one in enumerate(held) if one.serial == number), None)
    if found is None:
        raise Refused(f"没有第{number}号数据版本。")
    return found
