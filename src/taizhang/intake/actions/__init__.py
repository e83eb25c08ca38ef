"""What can be done with a paper. Each verb is one transaction that leaves one event, in the site's log or the ledger's."""

from taizhang.intake.actions.adopting import REPORTING_KINDS, BroughtBefore, adopt, before, lay
from taizhang.intake.actions.comparing import compared
from taizhang.intake.actions.correcting import MendedBefore, map_headings, mend, undo
from taizhang.intake.actions.keeping_templates import (
    drop_template,
    keep_template,
    map_template_headings,
    placing_of,
    why_not_keep,
)
from taizhang.intake.actions.keeping_word_templates import Faulty, drop_word_template, keep_word_template
from taizhang.intake.actions.merging import (
    Moved,
    deliver,
    map_delivered_headings,
    merge,
    put_aside,
    why_not_bring,
    why_not_deliver,
)
from taizhang.intake.actions.receiving import read, receive
from taizhang.intake.actions.writing import Overtaken

VERBS = (
    *(receive, read, map_headings, mend, undo, adopt, lay),
    *(deliver, map_delivered_headings, merge, put_aside),
    *(keep_template, map_template_headings, drop_template, keep_word_template, drop_word_template),
)

__all__ = [
    "REPORTING_KINDS",
    "VERBS",
    "BroughtBefore",
    "Faulty",
    "MendedBefore",
    "Moved",
    "Overtaken",
    "adopt",
    "before",
    "compared",
    "deliver",
    "drop_template",
    "drop_word_template",
    "keep_template",
    "keep_word_template",
    "lay",
    "map_delivered_headings",
    "map_headings",
    "map_template_headings",
    "mend",
    "merge",
    "placing_of",
    "put_aside",
    "read",
    "receive",
    "undo",
    "why_not_bring",
    "why_not_deliver",
    "why_not_keep",
]
