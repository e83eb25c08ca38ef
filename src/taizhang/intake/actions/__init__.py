"""What can be done with a paper. Each verb is one transaction that leaves one event, in the site's log or the ledger's."""

from taizhang.intake.actions.adopting import REPORTING_KINDS, BroughtBefore, adopt, before, lay
from taizhang.intake.actions.correcting import MendedBefore, map_headings, mend, undo
from taizhang.intake.actions.merging import Moved, compared, deliver, merge, put_aside, why_not_deliver
from taizhang.intake.actions.receiving import read, receive
from taizhang.intake.actions.writing import Overtaken

VERBS = (receive, read, map_headings, mend, undo, adopt, lay, deliver, merge, put_aside)

__all__ = [
    "REPORTING_KINDS",
    "VERBS",
    "BroughtBefore",
    "MendedBefore",
    "Moved",
    "Overtaken",
    "adopt",
    "before",
    "compared",
    "deliver",
    "lay",
    "map_headings",
    "mend",
    "merge",
    "put_aside",
    "read",
    "receive",
    "undo",
    "why_not_deliver",
]
