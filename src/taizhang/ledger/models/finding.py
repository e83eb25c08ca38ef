"""Findings, the ways in which they show, and what stands beside them: cycles, objections, amounts, accountability."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit
from taizhang.files.models import Original
from taizhang.ledger.models.ledger import Aspect, Horizon, Ledger
from taizhang.ledger.states import Degree, FindingState

DEGREES = ["", *Degree]


class Answerable(models.Model):
    """Who answers for something and by when. Leaders and units stand as written, with a link where one was matched."""

    leader = models.CharField(max_length=120, blank=True)
    leader_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="leads_%(class)ss"
    )
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="leads_%(class)ss")
    lead_unit_text = models.CharField(max_length=200, blank=True)
    assisting = models.CharField(max_length=500, blank=True)
    deadline = models.DateField(null=True, blank=True)
    deadline_text = models.CharField(max_length=120, blank=True)
    horizon = models.CharField(max_length=4, choices=Horizon.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def lead_unit_name(self) -> str:
        """The lead unit: the matched one's name, else as written."""
        return self.lead_unit.name if self.lead_unit else self.lead_unit_text


def two_deciders(prefix: str, closed: Q) -> list[models.CheckConstraint]:
    """What the database itself holds to where something is closed: two people, the last outside, in order."""
    named = ~Q(decided_by="") & ~Q(closed_by="") & ~Q(decided_by=F("closed_by"))
    outside = ~Q(closed_unit="") & ~Q(closed_unit=F("responsible_unit"))
    dated = Q(submitted_on__isnull=False, decided_on__isnull=False, closed_on__isnull=False)  # NULL would pass a CHECK
    in_order = dated & Q(submitted_on__lte=F("decided_on"), decided_on__lte=F("closed_on"))
    return [
        models.CheckConstraint(condition=~closed | (named & outside), name=f"{prefix}_two_deciders"),
        models.CheckConstraint(condition=~closed | in_order, name=f"{prefix}_dates_in_order"),
    ]


class CloseOut(models.Model):
    """How a close-out (销号) went: who signed for the body and who agreed last, from which unit, when.

    ``responsible_unit`` is the lead unit's name as it was when the close-out was applied for.
    """

    degree_recognised = models.CharField(max_length=16, blank=True)
    responsible_unit = models.CharField(max_length=200, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    submitted_by = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)
    closed_unit = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def forget_close_out(self) -> dict[str, Any]:
        """The fields of a close-out that did not come about, emptied: what ``change`` is to write."""
        return {field.name: field.get_default() for field in CloseOut._meta.get_fields() if field.name != "degree_recognised"}  # type: ignore[union-attr]


class Finding(Answerable, CloseOut):
    """One finding (问题). ``serial`` never changes within its ledger; ``position`` is its place in the list.

    Where the paper goes from an aspect straight to measures, the finding stands under the aspect's title, with
    ``stated`` False, and is counted nowhere. An item handed over on site (立行立改) has its ``notice`` (number), the day
    and who received it; once the feedback has come it can stand ``within`` a finding of the feedback, and is counted with it.

    ``owned_by`` is the responsible leader who confirmed that it is his (认领). ``submission`` is how many times its close-out
    has been applied for: what was signed for an earlier time does not hold for a later one. Where it is handed on or conceded,
    ``settled_with`` is to whom, or who consented, ``settled_reference`` the receipt or the written consent, ``review_on`` the
    next yearly review. ``look_back_on`` is when what is closed is to be looked at again (回头看). ``carried_on`` is the day on
    which it was carried over into 持续整改 (结转). ``repeats`` is an earlier finding, of any ledger, that shows again here.

    Where a ledger is merged into another, what is open goes there: here ``went_to`` says where, and it counts here no more;
    there ``came_from`` is this one. Findings of other ledgers are kept as words too (``…_text``): a package leaves them behind.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="findings")
    aspect = models.ForeignKey(Aspect, on_delete=models.PROTECT, related_name="findings")
    serial = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    statement = models.TextField()
    stated = models.BooleanField(default=True)
    state = models.CharField(max_length=24)
    cycle = models.PositiveIntegerField(default=1)
    degree_self = models.CharField(max_length=16, blank=True)
    source = models.ForeignKey(Original, on_delete=models.PROTECT, null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    notice = models.CharField(max_length=60, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    received_by = models.CharField(max_length=120, blank=True)
    plan_version = models.PositiveIntegerField(null=True, blank=True)
    owned_by = models.CharField(max_length=120, blank=True)
    owned_on = models.DateField(null=True, blank=True)
    rebounds = models.PositiveIntegerField(default=0)
    submission = models.PositiveIntegerField(default=0)
    on_notice_from = models.DateField(null=True, blank=True)
    on_notice_until = models.DateField(null=True, blank=True)
    on_notice_at = models.CharField(max_length=200, blank=True)
    settled_with = models.CharField(max_length=200, blank=True)
    settled_reference = models.CharField(max_length=120, blank=True)
    settled_reason = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    look_back_on = models.DateField(null=True, blank=True)
    carried_on = models.DateField(null=True, blank=True)
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="contains")
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by")
    repeats_text = models.CharField(max_length=300, blank=True)
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="went_as")
    came_from_text = models.CharField(max_length=300, blank=True)
    went_to = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["ledger", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="finding_serial_once"),
            models.CheckConstraint(condition=~Q(within=models.F("id")), name="finding_not_within_itself"),
            models.CheckConstraint(condition=~Q(repeats=models.F("id")), name="finding_does_not_repeat_itself"),
            models.UniqueConstraint(fields=["ledger", "position"], name="finding_position_once"),
            models.CheckConstraint(condition=Q(state__in=list(FindingState)), name="finding_state_known"),
            models.CheckConstraint(condition=Q(degree_self__in=DEGREES), name="finding_degree_known"),
            models.CheckConstraint(condition=Q(degree_recognised__in=DEGREES), name="finding_recognised_degree_known"),
            models.CheckConstraint(
                condition=Q(on_notice_from=None) | Q(on_notice_until__isnull=False, on_notice_from__lte=F("on_notice_until")),
                name="finding_notice_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FindingState.TRANSFERRED, FindingState.CONCEDED]) | ~Q(settled_reference=""),
                name="finding_settled_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(look_back_on=None) | Q(state=FindingState.CLOSED), name="finding_looked_back_at_when_closed"
            ),
            *two_deciders("finding", Q(state=FindingState.CLOSED)),
        ]
        indexes = [
            models.Index(fields=["ledger", "state", "position"], name="finding_by_state"),
            models.Index(fields=["ledger", "lead_unit", "position"], name="finding_by_unit"),
            models.Index(fields=["ledger", "deadline", "position"], name="finding_by_deadline"),
            models.Index(fields=["ledger", "look_back_on"], condition=Q(look_back_on__isnull=False), name="finding_by_look_back"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.statement[:40]}"

    @property
    def key(self) -> str:
        """How events of the ledger's log name this finding."""
        return f"finding:{self.serial}"

    @property
    def state_word(self) -> str:
        """The state in the words of the ledger's profile, untranslated."""
        return str(getattr(self.ledger.profile.words.finding_states, self.state))


class Manifestation(Answerable, CloseOut):
    """One way in which a finding shows (具体表现): a node with its own responsibility, deadline and state.

    ``state`` is empty until it is closed, or sent back, apart from its finding. What it does not say of responsibility and
    deadline it inherits from its finding.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="manifestations")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=24, blank=True)
    degree_self = models.CharField(max_length=16, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["finding", "position"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "position"], name="manifestation_position_once"),
            models.CheckConstraint(condition=Q(state__in=["", *FindingState]), name="manifestation_state_known"),
            models.CheckConstraint(condition=Q(degree_self__in=DEGREES), name="manifestation_degree_known"),
            models.CheckConstraint(condition=Q(degree_recognised__in=DEGREES), name="manifestation_recognised_degree_known"),
            *two_deciders("manifestation", Q(state=FindingState.CLOSED)),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def key(self) -> str:
        """How events of the ledger's log name this manifestation: by its finding and its place there."""
        return f"manifestation:{self.finding.serial}.{self.position}"


class Cycle(models.Model):
    """One time round (第n次整改) of a finding: opened when its close-out is first applied for, frozen when it is closed.

    ``content`` is the digest of what was closed; ``ended_on`` is empty while it is open. An ended cycle never changes; only a
    close-out that is undone as a mistake (撤销误销) opens its own again.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="cycles")
    number = models.PositiveIntegerField()
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)
    degree_recognised = models.CharField(max_length=16, blank=True)
    content = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["finding", "number"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="cycle_number_once"),
            models.UniqueConstraint(fields=["finding"], condition=Q(ended_on=None), name="cycle_open_once"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(opened_on__lte=F("ended_on")), name="cycle_dates_in_order"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | (~Q(decided_by="") & ~Q(closed_by="") & ~Q(decided_by=F("closed_by"))),
                name="cycle_two_deciders",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} · {self.number}"


class Objection(models.Model):
    """An objection raised while a finding's close-out was on notice (公示异议): what about, and how it was answered.

    Nothing of who raised it is kept.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="objections")
    cycle = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    about = models.TextField()
    received_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    upheld = models.BooleanField(default=False)

    class Meta:
        ordering = ["finding", "position"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "position"], name="objection_position_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(received_on__lte=F("answered_on")), name="objection_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.about[:40]


class Accountability(models.Model):
    """How many organisations and people were held to account for a finding, by kind: counts only, never who."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="accountability")
    kind = models.CharField(max_length=40)
    organisations = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["finding", "pk"]
        constraints = [models.UniqueConstraint(fields=["finding", "kind"], name="accountability_kind_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisations}/{self.people}"


class AmountKind(models.TextChoices):
    """What became of an amount that an audit found (审计整改金额)."""

    TO_TREASURY = "上缴财政", _("上缴财政")
    GIVEN_BACK = "归还原渠道", _("归还原渠道")
    PAID_OUT = "拨付", _("拨付")
    ENTRY_CORRECTED = "调账", _("调账")
    ALLOCATION_CUT = "减少拨款", _("减少拨款")
    LOSS_RECOVERED = "挽回损失", _("挽回损失")
    OTHER = "其他", _("其他")


class Amount(models.Model):
    """One amount of an audit finding, in fen: what was found and how much of it is put right, by kind."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="amounts")
    kind = models.CharField(max_length=10, choices=AmountKind.choices)
    found = models.BigIntegerField(default=0)
    rectified = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["finding", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "kind"], name="amount_kind_once"),
            models.CheckConstraint(condition=Q(kind__in=AmountKind.values), name="amount_kind_known"),
            models.CheckConstraint(condition=Q(found__gte=0, rectified__gte=0), name="amount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rectified}/{self.found}"

    @property
    def in_yuan(self) -> str:
        """Put right of what was found: 12,000.00 / 30,000.00."""
        return f"{self.rectified / 100:,.2f} / {self.found / 100:,.2f}"
