"""A workbook that comes back filled in: brought, compared, merged."""

from __future__ import annotations

import io
from base64 import b64decode, b64encode
from collections.abc import Iterator

from bench import installation
from bench.killed import people
from bench.killed.job import AT, Facts, Found, of_ledger

FINDINGS, MEASURES = 4, 3
HEAD = 2  # the row of headings in a list that we made
TOLD = "已修订巡检制度，按月核对。"


class Merging:
    """Progress of every measure told by one workbook."""

    def prepare(self, n: int) -> Facts:
        """A ledger, and its list as the office filled it in."""
        from bench.round_trip import exported
        from taizhang.ledger.actions import adopt

        clerk, opening = people.whoever("clerk"), installation.opening(people.bureau())
        sheet = installation.sheet(FINDINGS, measures_each=MEASURES)
        ledger = adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=AT)
        return {"ledger": ledger.pk, "workbook": b64encode(_filled(exported(clerk, ledger))).decode()}

    def run(self, facts: Facts) -> Iterator[str]:
        """Brought in, and everything taken that can be; where nothing is left to be taken, put aside."""
        from taizhang.intake import actions
        from taizhang.ledger.models import Ledger

        clerk, ledger = people.whoever("clerk"), Ledger.objects.get(pk=facts["ledger"])
        file = (f"台账{ledger.pk}.xlsx", b64decode(facts["workbook"]))
        delivery = actions.deliver(ledger=ledger, files=[file], as_of=AT.date(), by=clerk, at=AT)
        yield "deliver"
        tokens = [item.token for item in actions.compared(delivery, clerk, AT.date()).choosable]
        if not tokens:
            actions.put_aside(delivery=delivery, by=clerk, at=AT)
            return
        actions.merge(delivery=delivery, tokens=tokens, by=clerk, at=AT)
        yield "merge"

    def found(self, facts: Facts) -> Found:
        """Rows, events and the state of the delivery: all of them or none."""
        from taizhang.intake.models import DeliveredFile, Delivery, DeliveryState
        from taizhang.journal.models import Event
        from taizhang.ledger.models import Ledger

        found, ledger = Found(), Ledger.objects.get(pk=facts["ledger"])
        deliveries = Delivery.objects.filter(ledger=ledger)
        found.done |= {"deliver"} if deliveries.exists() else set()
        if DeliveredFile.objects.filter(delivery__in=deliveries).count() != deliveries.count():
            found.half.append("deliver: a delivery without its file")
        told = Event.objects.filter(log__key=ledger.log_key, name="measure:report_progress")
        found.step("merge", deliveries.filter(state=DeliveryState.MERGED).count(), of=1)
        found.step("events", told.count(), of=FINDINGS * MEASURES)
        found.step("rows", ledger.measures.filter(progress=TOLD, version=2).count(), of=FINDINGS * MEASURES)
        if len({"merge", "events", "rows"} & found.done) not in (0, 3):
            found.half.append("merge: delivery, events and rows")
        of_ledger(found, ledger)
        return found


def _filled(data: bytes) -> bytes:
    """The workbook saved anew with the progress of every measure written in."""
    import xlsxwriter

    from taizhang.reading.formats.xlsx import grids

    [(_, grid, merges)] = list(grids(data))
    column = list(grid[HEAD]).index("整改进展")
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    for at, row in enumerate(grid):
        for place, text in enumerate(row):
            sheet.write_string(at, place, TOLD if at > HEAD and place == column else str(text))
    for top, left, bottom, right in merges:
        sheet.merge_range(top, left, bottom, right, grid[top][left])
    book.close()
    return target.getvalue()
