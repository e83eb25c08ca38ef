"""The ledger itself: where its findings come from, whom it is about, by which policy it is kept, who supervises it."""

from __future__ import annotations

import uuid
from functools import lru_cache

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit
from taizhang.profiles import Profile, from_canonical

STEP = 10  # between two positions, so that a later paper can put something in between


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


class Ending(models.TextChoices):
    """How a ledger ended otherwise than by being archived."""

    CANCELLED = "cancelled", _("已撤销")
    MERGED = "merged", _("已并入")


class Horizon(models.TextChoices):
    """The kind of time limit (整改类型)."""

    AT_ONCE = "立行立改", _("立行立改")
    BY_DATE = "限期", _("限期")
    IN_STAGES = "分阶段", _("分阶段")
    LASTING = "长期", _("长期")


class PinnedProfile(models.Model):
    """One version of a policy profile, named by its digest and never changed: what ledgers pin.

    ``text`` is the canonical text. ``body`` is empty for a profile that comes with the product, else whose own copy it is;
    ``latest`` says that no newer version of that copy exists.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    text = models.TextField()
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="profiles")
    latest = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:8]}"

    @property
    def profile(self) -> Profile:
        """The policy that it holds."""
        return _held(self.text)


@lru_cache(maxsize=256)
def _held(text: str) -> Profile:
    """The policy that a canonical text tells: read once, for every row of a page asks its ledger for it."""
    return from_canonical(text)


class UsualProfile(models.Model):
    """The profile from which a body's new ledgers start, as was said at the first run or under settings.

    ``name`` is a shipped profile's code or the code of one of the body's own copies: of a copy the newest version is meant.
    """

    body = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True, related_name="usual_profile")
    name = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.name


class Ledger(models.Model):
    """One ledger: the findings of one source about one body, from feedback to archive.

    ``office_unit`` is the part of the body in which the rectification office (整改办) sits: where that part itself leads, the
    profile's substitute decides in the office's place. ``follows`` is the ledger whose inspection this one looks back at
    (巡视“回头看”). ``ended`` says that it was cancelled (撤销) or merged into another (并入): nothing is done in it any more;
    ``ended_by`` is who signed the decision. Other ledgers' titles are kept as words too, for a package leaves them behind.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=10, choices=Source.choices)
    stage = models.CharField(max_length=12, choices=Stage.choices)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ledgers")
    supervised_by = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="supervised_ledgers")
    pinned = models.ForeignKey(PinnedProfile, on_delete=models.PROTECT, related_name="ledgers")
    office_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="office_of_ledgers")
    inspected_by = models.CharField(max_length=120, blank=True)
    feedback_on = models.DateField(null=True, blank=True)
    concentrated_until = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    follows_title = models.CharField(max_length=200, blank=True)
    ended = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=120, blank=True)
    ended_reason = models.TextField(blank=True)
    ended_reference = models.CharField(max_length=120, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="took_in")
    merged_into_title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Source.values), name="ledger_source_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="ledger_stage_known"),
            models.CheckConstraint(condition=Q(ended__in=["", *Ending.values]), name="ledger_ending_known"),
            models.CheckConstraint(
                condition=Q(ended="") | (Q(ended_on__isnull=False) & ~Q(ended_by="") & ~Q(ended_reason="")),
                name="ledger_ended_by_signature",
            ),
            models.CheckConstraint(
                condition=Q(ended="merged", merged_into_title__gt="") | (~Q(ended="merged") & Q(merged_into_title="")),
                name="ledger_merged_names_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")) & ~Q(follows=F("id")), name="ledger_not_its_own_other"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_hand(self) -> bool:
        """Whether anything can still be done in it: it was neither archived nor cancelled nor merged into another."""
        return self.stage != Stage.ARCHIVED and not self.ended

    @property
    def profile(self) -> Profile:
        """The policy that the ledger is kept by."""
        return self.pinned.profile

    @property
    def log_key(self) -> str:
        """The key of this ledger's log in the journal."""
        return f"ledger:{self.key}"


def in_hand(of: str = "") -> Q:
    """The ledgers that are ``in_hand``; ``of`` is the way to them from what is filtered: ``ledger__``."""
    return ~Q(**{f"{of}stage": Stage.ARCHIVED}) & Q(**{f"{of}ended": ""})


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


class SupervisingBody(models.Model):
    """A body of the ledger's route (巡察办, 纪检监察机关 …) that must agree before something is closed.

    ``unit`` is where its verifiers sign in; one without agrees on paper only.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.CASCADE, related_name="supervising_bodies")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="supervises_by_route")

    class Meta:
        ordering = ["ledger", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "position"], name="supervising_body_position_once"),
            models.UniqueConstraint(fields=["ledger", "name"], name="supervising_body_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
