"""The package that carries one ledger to another installation: what is in it, and by which keys its rows name one another.

A sealed archive of ``ledger.json`` (the ledger, and the units that it names), one JSON object a line for every aspect, finding,
manifestation and measure, the events word for word, and the files by their digest. No number in it means anything only here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import Model

from taizhang.keeping.form import MIB, Bounds, Form
from taizhang.ledger.models import Aspect, Finding, Ledger, Manifestation, Measure

PACKAGE = Form("taizhang-ledger", "台账导出包", "export", 1, "package.json")
LEDGER, EVENTS = "ledger.json", "events.jsonl"


@dataclass(frozen=True, slots=True)
class Part:
    """What is carried of one model: ``fields`` as they are, ``links`` by a key that holds anywhere, ``left`` not at all.

    ``stand_ins`` are written where a field is empty. A test holds the four against the model's fields.
    """

    model: type[Model]
    member: str
    fields: tuple[str, ...]
    links: dict[str, str] = field(default_factory=dict)  # name in the package: where the key stands, from the row
    left: tuple[str, ...] = ("id",)
    of_ledger: str = "ledger"
    order: tuple[str, ...] = ("position",)
    stand_ins: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """What every row of the part has in the package."""
        return (*self.fields, *self.links)


# Users stay where they are; their names go with the ledger as text.
_NAMED = {"leader": "leader_user__name"}
_ANSWERABLE = ("leader", "lead_unit_text", "assisting", "deadline", "deadline_text", "horizon", "version")

THE_LEDGER = Part(
    Ledger,
    LEDGER,
    ("key", "title", "source", "stage", "inspected_by", "feedback_on", "concentrated_until", "opened_at"),
    {"body": "body_id", "supervised_by": "supervised_by_id"},
    of_ledger="pk",
    order=("pk",),
)
PARTS = (
    Part(Aspect, "aspects.jsonl", ("position", "number", "title"), left=("id", "ledger")),
    Part(
        Finding,
        "findings.jsonl",
        (
            *("serial", "position", "number", "statement", "stated", "state", "cycle", "degree_self", "start", "end"),
            *("notice", "handed_over_on", "received_by"),
            *_ANSWERABLE,
        ),
        {"aspect": "aspect__position", "source": "source_id", "within": "within__serial", "lead_unit": "lead_unit_id"},
        left=("id", "ledger", "leader_user"),
        order=("serial",),
        stand_ins=_NAMED,
    ),
    Part(
        Manifestation,
        "manifestations.jsonl",
        ("position", "number", "text", "start", "end"),
        {"finding": "finding__serial"},
        of_ledger="finding__ledger",
        order=("finding__serial", "position"),
    ),
    Part(
        Measure,
        "measures.jsonl",
        (
            *("serial", "position", "number", "title", "text", "state", "degree_self", "long_term", "start", "end"),
            *("progress", "progress_as_of"),
            *_ANSWERABLE,
        ),
        {"finding": "finding__serial", "lead_unit": "lead_unit_id"},
        left=("id", "ledger", "leader_user"),
        order=("serial",),
        stand_ins=_NAMED,
    ),
)
# Links that point at a unit: the package numbers the units it names and keeps their names from the root.
UNIT_LINKS = frozenset({"body", "supervised_by", "lead_unit"})


def bounded_package() -> Form:
    """The package as it is read: it comes from elsewhere, so that it may ask only so much of the machine."""
    bounds = Bounds(
        members=100_000,
        manifest_bytes=32 * MIB,
        line_bytes=16 * MIB,
        member_bytes=settings.UPLOAD_LIMIT,
        unpacked_bytes=8 * 1024 * MIB,
        ratio=200,
    )
    return replace(PACKAGE, bounds=bounds)
