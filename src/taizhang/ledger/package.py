"""The package that carries one ledger to another installation: what is in it, and by which keys its rows name one another.

A sealed archive of ``ledger.json`` (the ledger, and the units that it names), one JSON object a line for every aspect, finding,
manifestation and measure, the events word for word, and the files by their digest. No number in it means anything only here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import Model

from taizhang.keeping.form import MIB, Bounds, Form
from taizhang.ledger import models

PACKAGE = Form("taizhang-ledger", "台账导出包", "export", 1, "package.json")
LEDGER, EVENTS = "ledger.json", "events.jsonl"


@dataclass(frozen=True, slots=True)
class Link:
    """What a row points at: ``to`` unit, file, or one of the ledger's own things, by what ``by`` reads from the row.

    A link to a thing of the same kind may point forward, and is set when all of them are there.
    """

    to: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is carried of one model: ``fields`` as they are, ``links`` by a key that holds anywhere, ``left`` not at all.

    Rows of other parts point at these as ``known_as``, by the values of ``order``. ``stand_ins`` are written where a field is
    empty. A test holds fields, links and left against the model's fields.
    """

    model: type[Model]
    member: str
    fields: tuple[str, ...]
    links: dict[str, Link] = field(default_factory=dict)
    left: tuple[str, ...] = ("id",)
    of_ledger: str = "ledger"
    order: tuple[str, ...] = ("position",)
    known_as: str = ""
    stand_ins: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """What every row of the part has in the package."""
        return (*self.fields, *self.links)


def _unit(column: str) -> Link:
    return Link("unit", (f"{column}_id",))


def _file(column: str) -> Link:
    return Link("file", (f"{column}_id",))


def _finding(column: str = "finding") -> Link:
    return Link("finding", (f"{column}__serial",))


def _measure(column: str = "measure") -> Link:
    return Link("measure", (f"{column}__serial",))


def _manifestation(column: str = "manifestation") -> Link:
    return Link("manifestation", (f"{column}__finding__serial", f"{column}__position"))


# Users stay where they are; their names go with the ledger as text.
_NAMED = {"leader": "leader_user__name"}
_ANSWERABLE = ("leader", "lead_unit_text", "assisting", "deadline", "deadline_text", "horizon", "version")
_CLOSE_OUT = (
    *("degree_recognised", "responsible_unit", "submitted_on", "submitted_by", "decided_on", "decided_by"),
    *("closed_on", "closed_by", "closed_unit"),
)

THE_LEDGER = Part(
    models.Ledger,
    LEDGER,
    (
        *("key", "title", "source", "stage", "inspected_by", "feedback_on", "concentrated_until", "opened_at"),
        *("follows_title", "ended", "ended_on", "ended_by", "ended_reason", "ended_reference", "merged_into_title"),
    ),
    {name: _unit(name) for name in ("body", "supervised_by", "office_unit")},
    left=("id", "pinned", "follows", "merged_into"),  # other ledgers stay where they are; their titles go along
    of_ledger="pk",
    order=("pk",),
)
LIFE = (
    Part(
        models.SupervisingBody,
        "supervising_bodies.jsonl",
        ("position", "name"),
        {"unit": _unit("unit")},
        left=("id", "ledger"),
    ),
    Part(models.Aspect, "aspects.jsonl", ("position", "number", "title"), left=("id", "ledger"), known_as="aspect"),
    Part(
        models.Finding,
        "findings.jsonl",
        (
            *("serial", "position", "number", "statement", "stated", "state", "cycle", "degree_self", "start", "end"),
            *("notice", "handed_over_on", "received_by", "plan_version", "owned_by", "owned_on", "rebounds"),
            *("submission", "on_notice_from", "on_notice_until", "on_notice_at"),
            *("settled_with", "settled_reference", "settled_reason", "review_on", "look_back_on", "carried_on"),
            *("repeats_text", "came_from_text", "went_to"),
            *_CLOSE_OUT,
            *_ANSWERABLE,
        ),
        {
            "aspect": Link("aspect", ("aspect__position",)),
            "source": _file("source"),
            "within": _finding("within"),
            "lead_unit": _unit("lead_unit"),
        },
        left=("id", "ledger", "leader_user", "repeats", "came_from"),
        order=("serial",),
        known_as="finding",
        stand_ins=_NAMED,
    ),
    Part(
        models.Manifestation,
        "manifestations.jsonl",
        ("position", "number", "text", "state", "degree_self", "start", "end", *_CLOSE_OUT, *_ANSWERABLE),
        {"finding": _finding(), "lead_unit": _unit("lead_unit")},
        left=("id", "leader_user"),
        of_ledger="finding__ledger",
        order=("finding__serial", "position"),
        known_as="manifestation",
        stand_ins=_NAMED,
    ),
    Part(
        models.Measure,
        "measures.jsonl",
        (
            *("serial", "position", "number", "title", "text", "state", "cycle", "degree_self", "long_term", "start", "end"),
            *("progress", "progress_as_of", "progress_reported", "plan_version", "stage_left", "stage_next_on", "effect"),
            *("degree_recognised", "handed_in_on", "handed_in_by", "countersigned_on", "countersigned_by"),
            *("accepted_on", "accepted_by", "confirm_on", "confirmed_on", "ended_reason"),
            *("rhythm", "rhythm_day", "rhythm_times", "rhythm_from"),
            *_ANSWERABLE,
        ),
        {"finding": _finding(), "lead_unit": _unit("lead_unit"), "merged_into": _measure("merged_into")},
        left=("id", "ledger", "leader_user"),
        order=("serial",),
        known_as="measure",
        stand_ins=_NAMED,
    ),
    Part(
        models.Measure.answers.through,
        "answers.jsonl",
        (),
        {"measure": _measure(), "manifestation": _manifestation()},
        of_ledger="measure__ledger",
        order=("measure__serial", "manifestation__finding__serial", "manifestation__position"),
    ),
)
WORK = (
    Part(
        models.Milestone,
        "milestones.jsonl",
        ("position", "what", "due", "done_on"),
        {"measure": _measure()},
        of_ledger="measure__ledger",
        order=("measure__serial", "position"),
    ),
    Part(
        models.Occurrence,
        "occurrences.jsonl",
        ("due", "done_on", "note"),
        {"measure": _measure()},
        of_ledger="measure__ledger",
        order=("measure__serial", "due"),
    ),
    Part(
        models.Slot,
        "slots.jsonl",
        ("position", "kind", "what", "count", "required"),
        {"measure": _measure()},
        of_ledger="measure__ledger",
        order=("measure__serial", "position"),
        known_as="slot",
    ),
    Part(
        models.Evidence,
        "evidence.jsonl",
        (
            *("cycle", "position", "name", "paper_number", "paper_place", "classified"),
            *("added_on", "added_by", "withdrawn_on"),
        ),
        {
            "measure": _measure(),
            "slot": Link("slot", ("slot__measure__serial", "slot__position")),
            "original": _file("original"),
        },
        of_ledger="measure__ledger",
        order=("measure__serial", "position"),
    ),
)
CLOSING = (
    Part(
        models.Cycle,
        "cycles.jsonl",
        ("number", "opened_on", "ended_on", "decided_by", "closed_by", "degree_recognised", "content"),
        {"finding": _finding()},
        of_ledger="finding__ledger",
        order=("finding__serial", "number"),
    ),
    Part(
        models.LookBack,
        "look_backs.jsonl",
        ("cycle", "position", "kind", "carried_out_on", "checked_by", "passed", "found", "reference"),
        {"finding": _finding()},
        of_ledger="finding__ledger",
        order=("finding__serial", "position"),
    ),
    Part(
        models.Objection,
        "objections.jsonl",
        ("cycle", "position", "about", "received_on", "answer", "answered_on", "upheld"),
        {"finding": _finding()},
        of_ledger="finding__ledger",
        order=("finding__serial", "position"),
    ),
    Part(
        models.Accountability,
        "accountability.jsonl",
        ("kind", "organisations", "people"),
        {"finding": _finding()},
        of_ledger="finding__ledger",
        order=("finding__serial", "kind"),
    ),
    Part(
        models.Amount,
        "amounts.jsonl",
        ("kind", "found", "rectified"),
        {"finding": _finding()},
        of_ledger="finding__ledger",
        order=("finding__serial", "kind"),
    ),
)
PLANNING = (
    Part(
        models.Plan,
        "plans.jsonl",
        (
            *("version", "state", "text", "content", "sent_on", "review_until"),
            *("approved_on", "approved_by", "meeting"),
        ),
        left=("id", "ledger"),
        order=("version",),
        known_as="plan",
    ),
    Part(
        models.Opinion,
        "opinions.jsonl",
        ("position", "body", "given_by", "given_on", "text", "reply", "why", "answered_on"),
        {"plan": Link("plan", ("plan__version",)), "finding": _finding()},
        of_ledger="plan__ledger",
        order=("plan__version", "position"),
    ),
    Part(
        models.PlanChange,
        "plan_changes.jsonl",
        ("serial", "was", "wanted", "reason", "asked_on", "asked_by", "state", "version", "decided_on", "refusal"),
        {"finding": _finding(), "measure": _measure()},
        left=("id", "ledger"),
        order=("serial",),
        known_as="plan_change",
    ),
)
SIGNING = (
    Part(
        models.ApprovalForm,
        "approval_forms.jsonl",
        ("serial", "action", "of", "made_on", "made_by", "signed_on", "withdrawn_on"),
        left=("id", "ledger"),
        order=("serial",),
        known_as="form",
    ),
    Part(
        models.FormItem,
        "form_items.jsonl",
        ("position", "content"),
        {"form": Link("form", ("form__serial",)), "finding": _finding(), "measure": _measure()},
        of_ledger="form__ledger",
        order=("form__serial", "position"),
    ),
    Part(
        models.Signature,
        "signatures.jsonl",
        (
            *("cycle", "action", "verdict", "degree", "reason", "name", "capacity", "body", "unit_name", "signed_on", "on_paper"),
            *("reference", "meeting", "recorded_by", "recorded_at", "content"),
        ),
        {
            "finding": _finding(),
            "manifestation": _manifestation(),
            "measure": _measure(),
            "plan": Link("plan", ("plan__version",)),
            "plan_change": Link("plan_change", ("plan_change__serial",)),
            "form": Link("form", ("form__serial",)),
            "unit": _unit("unit"),
            "scan": _file("scan"),
        },
        left=("id", "ledger", "user"),
        order=("pk",),
    ),
)
HANDING_ON = (
    Part(
        models.Handover,
        "handovers.jsonl",
        (
            *("serial", "kind", "giver", "taker", "reason", "made_on", "made_by", "given_on", "given_on_paper"),
            *("taken_on", "taken_on_paper", "reference", "withdrawn_on"),
        ),
        {"unit": _unit("unit")},
        left=("id", "ledger", "giver_user", "taker_user"),
        order=("serial",),
        known_as="handover",
    ),
    Part(
        models.HandoverItem,
        "handover_items.jsonl",
        ("position",),
        {"handover": Link("handover", ("handover__serial",)), "finding": _finding(), "measure": _measure()},
        of_ledger="handover__ledger",
        order=("handover__serial", "position"),
    ),
)
FROZEN = (
    Part(
        models.Snapshot,
        "snapshots.jsonl",
        ("serial", "as_of", "taken_at", "taken_by", "head_size", "head_root", "about", "digest"),
        left=("id", "ledger"),
        order=("serial",),
        known_as="snapshot",
    ),
    Part(
        models.SnapshotPart,
        "snapshot_parts.jsonl",
        ("position", "packed"),
        {"snapshot": Link("snapshot", ("snapshot__serial",))},
        of_ledger="snapshot__ledger",
        order=("snapshot__serial", "position"),
    ),
)
PARTS = (*LIFE, *WORK, *CLOSING, *PLANNING, *SIGNING, *HANDING_ON, *FROZEN)
# What is kept for speed is counted again where it arrives.
MADE_AGAIN = (models.Tally, models.DailySum, models.Interval)


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
