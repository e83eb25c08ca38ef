"""What a ledger holds. Rows change only through ``ledger.actions``; what happened to them stands in the journal."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit
from taizhang.files.models import Original
from taizhang.ledger.states import FINDING_WORDS, MEASURE_WORDS, Degree, FindingState, MeasureState


class Source(models.TextChoices):
    """Where the findings come from (来源)."""

    TOP_INSPECTION = "巡视", _("巡视")
    INSPECTION = "巡察", _("巡察")
    AUDIT = "审计", _("审计")
    SUPERVISION = "督察", _("督察")
    SPECIAL_CHECK = "专项检查", _("专项检查")
    MEETING = "民主生活会", _("民主生活会")
    SELF_CHECK = "自查", _("自查")
    SURVEY = "调研", _("调研")
    ASSIGNED = "督办事项", _("督办事项")
    PROGRAMME = "创建", _("创建")
    RISK = "风险排查", _("风险排查")


class Stage(models.TextChoices):
    """How far a ledger has come (阶段)."""

    ON_SITE = "on_site", _("进驻")
    FEEDBACK = "feedback", _("反馈")
    PLAN = "plan", _("方案")
    CONCENTRATED = "concentrated", _("集中整改")
    CONTINUING = "continuing", _("持续整改")
    ARCHIVED = "archived", _("归档")


class Horizon(models.TextChoices):
    """The kind of time limit (整改类型)."""

    AT_ONCE = "立行立改", _("立行立改")
    BY_DATE = "限期", _("限期")
    IN_STAGES = "分阶段", _("分阶段")
    LASTING = "长期", _("长期")


class Ledger(models.Model):
    """One ledger: the findings of one source about one body, from feedback to archive."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=10, choices=Source.choices)
    stage = models.CharField(max_length=12, choices=Stage.choices)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ledgers")
    supervised_by = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="supervised_ledgers")
    inspected_by = models.CharField(max_length=120, blank=True)
    feedback_on = models.DateField(null=True, blank=True)
    concentrated_until = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="ledger_source_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="ledger_stage_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def log_key(self) -> str:
        """The key of this ledger's log in the journal."""
        return f"ledger:{self.key}"


class Aspect(models.Model):
    """A group of findings (方面), in the document's order."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="aspects")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["ledger", "position"]
        constraints = [models.UniqueConstraint(fields=["ledger", "position"], name="aspect_position_once")]

    def __str__(self) -> str:
        return f"{self.number}{self.title}"


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


class Finding(Answerable):
    """One finding (问题). ``serial`` never changes within its ledger; ``position`` is its place in the list.

    Where the paper goes from an aspect straight to measures, the finding stands under the aspect's title, with
    ``stated`` False, and is counted nowhere. An item handed over on site (立行立改) has its ``notice`` (number), the day
    and who received it; once the feedback has come it can stand ``within`` a finding of the feedback, and is counted with it.
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
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="contains")

    class Meta:
        ordering = ["ledger", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="finding_serial_once"),
            models.CheckConstraint(condition=~Q(within=models.F("id")), name="finding_not_within_itself"),
            models.UniqueConstraint(fields=["ledger", "position"], name="finding_position_once"),
            models.CheckConstraint(condition=Q(state__in=list(FindingState)), name="finding_state_known"),
            models.CheckConstraint(condition=Q(degree_self__in=["", *Degree]), name="finding_degree_known"),
        ]
        indexes = [
            models.Index(fields=["ledger", "state", "position"], name="finding_by_state"),
            models.Index(fields=["ledger", "lead_unit", "position"], name="finding_by_unit"),
            models.Index(fields=["ledger", "deadline", "position"], name="finding_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.statement[:40]}"

    @property
    def key(self) -> str:
        """How events of the ledger's log name this finding."""
        return f"finding:{self.serial}"

    @property
    def state_word(self) -> str:
        """The state in the field's words, untranslated."""
        return FINDING_WORDS[FindingState(self.state)]


class Manifestation(models.Model):
    """One way in which a finding shows (具体表现)."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="manifestations")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["finding", "position"]
        constraints = [models.UniqueConstraint(fields=["finding", "position"], name="manifestation_position_once")]

    def __str__(self) -> str:
        return self.text[:40]


class Measure(Answerable):
    """One measure (整改措施). What it does not say of responsibility and deadline it inherits from its finding."""

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="measures")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="measures")
    serial = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField()
    state = models.CharField(max_length=16)
    degree_self = models.CharField(max_length=16, blank=True)
    long_term = models.BooleanField(default=False)
    progress = models.TextField(blank=True)
    progress_as_of = models.DateField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["finding", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="measure_serial_once"),
            models.UniqueConstraint(fields=["finding", "position"], name="measure_position_once"),
            models.CheckConstraint(condition=Q(state__in=list(MeasureState)), name="measure_state_known"),
            models.CheckConstraint(condition=Q(degree_self__in=["", *Degree]), name="measure_degree_known"),
        ]
        indexes = [
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
        """The state in the field's words, untranslated."""
        return MEASURE_WORDS[MeasureState(self.state)]

    @property
    def due(self) -> Answerable:
        """Whose deadline holds for this measure: its own if it has one, else its finding's."""
        return self if self.deadline or self.deadline_text else self.finding

    @property
    def responsible(self) -> Answerable:
        """Whose lead unit and leader hold for this measure: its own if it names any, else its finding's."""
        return self if self.lead_unit_name or self.leader else self.finding


class Tally(models.Model):
    """How many there are of something: kept with every change, so that a page need not count rows.

    ``scope`` is ``all``, ``aspect:<id>`` or ``due:<date>`` (open findings by deadline). Rebuilt by ``tally.rebuild``.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="tallies")
    scope = models.CharField(max_length=30)
    level = models.CharField(max_length=14)
    state = models.CharField(max_length=24)
    degree = models.CharField(max_length=16)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "scope", "level", "state", "degree"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.level} {self.state} {self.degree}: {self.n}"
