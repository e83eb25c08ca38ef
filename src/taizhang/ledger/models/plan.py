"""The plan (整改方案): its versions, what the bodies that review it said, and every later change of what was approved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models.finding import Finding
from taizhang.ledger.models.ledger import Ledger
from taizhang.ledger.models.measure import Measure
from taizhang.ledger.state_words import CHANGE_WORDS, PLAN_WORDS
from taizhang.ledger.states import ChangeState, PlanState


class Plan(models.Model):
    """One version of a ledger's plan, put together from its findings. ``text`` is what was put to review, as canonical text.

    ``approved_by`` is who signed, ``meeting`` the number of the meeting that passed it. One version is in review at a time.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="plans")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12)
    text = models.TextField()
    content = models.CharField(max_length=64)
    sent_on = models.DateField()
    review_until = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=120, blank=True)
    meeting = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["ledger", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "version"], name="plan_version_once"),
            models.UniqueConstraint(fields=["ledger"], condition=Q(state="in_review"), name="plan_in_review_once"),
            models.CheckConstraint(condition=Q(state__in=list(PlanState)), name="plan_state_known"),
            models.CheckConstraint(
                condition=~Q(state="approved") | (~Q(approved_by="") & Q(approved_on__isnull=False) & ~Q(meeting="")),
                name="plan_approved_by_signature",
            ),
        ]

    def __str__(self) -> str:
        return gettext("整改方案第%(n)d版") % {"n": self.version}

    @property
    def serial(self) -> int:
        """The version: its number in the ledger, as every other thing's."""
        return self.version

    @property
    def key(self) -> str:
        """How events of the ledger's log name this version of the plan."""
        return f"plan:{self.version}"

    @property
    def state_word(self) -> str:
        """The state in the field's words, untranslated."""
        return PLAN_WORDS[PlanState(self.state)]


class Reply(models.TextChoices):
    """What became of an opinion."""

    ADOPTED = "adopted", _("采纳")
    IN_PART = "in_part", _("部分采纳")
    NOT_ADOPTED = "not_adopted", _("未采纳")


class Opinion(models.Model):
    """One opinion (审核意见) of a body on a version of the plan, and the answer to it: adopted, or not and why."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="opinions")
    position = models.PositiveIntegerField()
    body = models.CharField(max_length=120)
    given_by = models.CharField(max_length=120, blank=True)
    given_on = models.DateField()
    finding = models.ForeignKey(Finding, on_delete=models.SET_NULL, null=True, blank=True, related_name="opinions")
    text = models.TextField()
    reply = models.CharField(max_length=12, choices=Reply.choices, blank=True)
    why = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="opinion_position_once"),
            models.CheckConstraint(condition=Q(reply__in=["", *Reply.values]), name="opinion_reply_known"),
            models.CheckConstraint(
                condition=~Q(reply__in=["in_part", "not_adopted"]) | ~Q(why=""), name="opinion_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class PlanChange(models.Model):
    """A change (方案调整) of something the approved plan says, asked for and not yet decided, or decided.

    ``was`` and ``wanted`` are canonical text of the fields; nothing of the row changes before the last of the route agrees.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="plan_changes")
    serial = models.PositiveIntegerField()
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="plan_changes")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="plan_changes")
    was = models.TextField()
    wanted = models.TextField()
    reason = models.TextField()
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=120)
    state = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    decided_on = models.DateField(null=True, blank=True)
    refusal = models.TextField(blank=True)

    class Meta:
        ordering = ["ledger", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="plan_change_serial_once"),
            models.CheckConstraint(condition=Q(state__in=list(ChangeState)), name="plan_change_state_known"),
        ]

    def __str__(self) -> str:
        return gettext("方案调整%(n)d：%(subject)s") % {"n": self.serial, "subject": self.subject}

    @property
    def key(self) -> str:
        """How events of the ledger's log name this change."""
        return f"plan_change:{self.serial}"

    @property
    def state_word(self) -> str:
        """The state in the field's words, untranslated."""
        return CHANGE_WORDS[ChangeState(self.state)]

    @property
    def subject(self) -> Finding | Measure:
        """What is to be changed."""
        return self.measure or self.finding
