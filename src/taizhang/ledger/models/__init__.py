"""What a ledger holds. Rows change only through ``ledger.actions``; what happened to them stands in the journal."""

from taizhang.ledger.models.counting import DailySum, Interval, Tally
from taizhang.ledger.models.evidence import Evidence, Slot
from taizhang.ledger.models.finding import (
    Accountability,
    Amount,
    AmountKind,
    Answerable,
    Cycle,
    Finding,
    Manifestation,
    Objection,
)
from taizhang.ledger.models.handover import Handover, HandoverItem, HandoverKind
from taizhang.ledger.models.ledger import (
    Aspect,
    Ending,
    Horizon,
    Ledger,
    PinnedProfile,
    Source,
    Stage,
    SupervisingBody,
    UsualProfile,
    in_hand,
)
from taizhang.ledger.models.look_back import LookBack, LookBackKind
from taizhang.ledger.models.measure import Measure, Milestone, Occurrence
from taizhang.ledger.models.plan import Opinion, Plan, PlanChange, Reply
from taizhang.ledger.models.signature import ApprovalForm, FormItem, Signature, Verdict
from taizhang.ledger.models.snapshot import Snapshot, SnapshotPart

__all__ = [
    "Accountability",
    "Amount",
    "AmountKind",
    "Answerable",
    "ApprovalForm",
    "Aspect",
    "Cycle",
    "DailySum",
    "Ending",
    "Evidence",
    "Finding",
    "FormItem",
    "Handover",
    "HandoverItem",
    "HandoverKind",
    "Horizon",
    "Interval",
    "Ledger",
    "LookBack",
    "LookBackKind",
    "Manifestation",
    "Measure",
    "Milestone",
    "Objection",
    "Occurrence",
    "Opinion",
    "PinnedProfile",
    "Plan",
    "PlanChange",
    "Reply",
    "Signature",
    "Slot",
    "Snapshot",
    "SnapshotPart",
    "Source",
    "Stage",
    "SupervisingBody",
    "Tally",
    "UsualProfile",
    "Verdict",
    "in_hand",
]
