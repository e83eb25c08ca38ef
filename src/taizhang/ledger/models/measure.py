"""Measures, their milestones, and what standing measures owe from time to time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models.finding import DEGREES, Answerable, Finding, Manifestation
from taizhang.ledger.models.ledger import STEP, Ledger
from taizhang.ledger.states import MeasureState


class Rhythm(models.TextChoices):
    """How often a standing measure is due again."""

    MONTHLY = "每月", _("每月")
    QUARTERLY = "每季度", _("每季度")
    HALF_YEARLY = "每半年", _("每半年")
    YEARLY = "每年", _("每年")
    TIMES_A_YEAR = "每年至少", _("每年至少")


class Measure(Answerable):
    """One measure (整改措施). What it does not say of responsibility and deadline it inherits from its finding.

    ``progress`` is the running text as it goes into reports, ``progress_reported`` the lead unit's own words where the office
    changed them. ``stage_left`` is what is left after a stage was completed. A measure that comes round again (``rhythm``)
    is due on ``rhythm_day`` of the month, or ``rhythm_times`` a year, from ``rhythm_from`` on. ``confirmed_on`` is when it was
    last confirmed that a lasting one still holds. ``plan_version`` is the approved plan it stands in. ``cycle`` is the round
    (第n次整改) of its finding that it is carried out in: evidence and signatures of an earlier round do not count in this one.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="measures")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="measures")
    serial = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField()
    state = models.CharField(max_length=16)
    cycle = models.PositiveIntegerField(default=1)
    degree_self = models.CharField(max_length=16, blank=True)
    long_term = models.BooleanField(default=False)
    progress = models.TextField(blank=True)
    progress_as_of = models.DateField(null=True, blank=True)
    progress_reported = models.TextField(blank=True)
    plan_version = models.PositiveIntegerField(null=True, blank=True)
    answers = models.ManyToManyField(Manifestation, blank=True, related_name="answered_by")
    stage_left = models.TextField(blank=True)
    stage_next_on = models.DateField(null=True, blank=True)
    effect = models.CharField(max_length=300, blank=True)
    degree_recognised = models.CharField(max_length=16, blank=True)
    handed_in_on = models.DateField(null=True, blank=True)
    handed_in_by = models.CharField(max_length=120, blank=True)
    countersigned_on = models.DateField(null=True, blank=True)
    countersigned_by = models.CharField(max_length=120, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.CharField(max_length=120, blank=True)
    confirm_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    rhythm = models.CharField(max_length=4, choices=Rhythm.choices, blank=True)
    rhythm_day = models.PositiveSmallIntegerField(null=True, blank=True)
    rhythm_times = models.PositiveSmallIntegerField(null=True, blank=True)
    rhythm_from = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["finding", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="measure_serial_once"),
            models.UniqueConstraint(fields=["finding", "position"], name="measure_position_once"),
            models.CheckConstraint(condition=Q(state__in=list(MeasureState)), name="measure_state_known"),
            models.CheckConstraint(condition=Q(degree_self__in=DEGREES), name="measure_degree_known"),
            models.CheckConstraint(condition=Q(degree_recognised__in=DEGREES), name="measure_recognised_degree_known"),
            models.CheckConstraint(condition=Q(rhythm__in=["", *Rhythm.values]), name="measure_rhythm_known"),
            models.CheckConstraint(
                condition=Q(rhythm_day=None) | Q(rhythm_day__gte=1, rhythm_day__lte=31), name="measure_rhythm_day_in_month"
            ),
            models.CheckConstraint(
                condition=~Q(state=MeasureState.DONE)
                | (~Q(handed_in_by="") & ~Q(accepted_by="") & ~Q(handed_in_by=F("accepted_by"))),
                name="measure_two_deciders",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeasureState.DONE)
                | Q(
                    handed_in_on__isnull=False,
                    countersigned_on__isnull=False,
                    accepted_on__isnull=False,
                    handed_in_on__lte=F("countersigned_on"),
                    countersigned_on__lte=F("accepted_on"),
                ),
                name="measure_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="measure_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["ledger", "state", "serial"], name="measure_by_state"),
            models.Index(fields=["ledger", "lead_unit"], name="measure_by_unit"),
            models.Index(fields=["ledger", "deadline"], name="measure_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title[:40]}"

    @property
    def key(self) -> str:
        """How events of the ledger's log name this measure."""
        return f"measure:{self.serial}"

    @property
    def state_word(self) -> str:
        """The state in the words of the ledger's profile, untranslated."""
        return str(getattr(self.ledger.profile.words.measure_states, self.state))

    @property
    def place(self) -> int:
        """Which measure of its finding it is, counted from one."""
        return self.position // STEP

    @property
    def due(self) -> Answerable:
        """Whose deadline holds for this measure: its own if it has one, else its finding's."""
        return self if self.deadline or self.deadline_text else self.finding

    @property
    def responsible(self) -> Answerable:
        """Whose lead unit and leader hold for this measure: its own if it names any, else its finding's."""
        return self if self.lead_unit_name or self.leader else self.finding

    @property
    def led(self) -> Answerable:
        """Whose leader holds for this measure: its own if it names one, else its finding's, whichever unit leads it."""
        return self if self.leader else self.finding


class Milestone(models.Model):
    """One step on the way to a measure's deadline: what, by when, done on which day."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveIntegerField()
    what = models.CharField(max_length=200)
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["measure", "position"]
        constraints = [models.UniqueConstraint(fields=["measure", "position"], name="milestone_position_once")]

    def __str__(self) -> str:
        return f"{self.due} {self.what}"


class Occurrence(models.Model):
    """One time that a standing measure was carried out (每月16日, 每半年 …), with the day it was due and what was done."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="occurrences")
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["measure", "due", "pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "due"], name="occurrence_due_once")]

    def __str__(self) -> str:
        return f"{self.due}"
