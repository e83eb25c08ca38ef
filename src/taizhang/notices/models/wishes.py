"""How people and groups wish to be told: for which reasons, when not, once a day or at once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from taizhang.accounts.models import Unit

HOURS = 24


class Wishes(models.Model):
    """When messages may go outside. Hours are Shanghai's; ``quiet_from`` and ``quiet_until`` alike mean that no hour is quiet.

    ``left_out`` are the reasons not wanted, with commas between; ``daily`` merges a day's notices into one message.
    """

    left_out = models.CharField(max_length=200, blank=True)
    daily = models.BooleanField(default=True)
    daily_hour = models.PositiveSmallIntegerField(default=8)
    quiet_from = models.PositiveSmallIntegerField(default=20)
    quiet_until = models.PositiveSmallIntegerField(default=8)
    working_days_only = models.BooleanField(default=True)

    class Meta:
        abstract = True

    def wants(self, reason: str) -> bool:
        """Whether the reason is wanted."""
        return reason not in self.left_out.split(",")


def hours_known(name: str) -> models.CheckConstraint:
    """The database's own word that hours are hours."""
    hours = {f"{field}__lt": HOURS for field in ("daily_hour", "quiet_from", "quiet_until")}
    return models.CheckConstraint(condition=Q(**hours), name=name)


class Preference(Wishes):
    """What one person wishes. Who has said nothing wishes what the defaults say."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="preference")
    by_mail = models.BooleanField(default=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)

    class Meta:
        constraints = [hours_known("preference_hours_known")]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Group(Wishes):
    """A unit's group in a chat program, reached by the webhook of its robot.

    ``address`` and ``secret`` let anybody who has them write to the group: they are shown nowhere again (``shown`` is).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=500)
    secret = models.CharField(max_length=200, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], condition=Q(stopped_at=None), name="group_name_once"),
            hours_known("group_hours_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """The address as far as it may be seen: the host, and the end that tells one robot from another."""
        host = self.address.partition("://")[2].partition("/")[0]
        return f"{host}/…{self.address[-4:]}"


def addressee_is_one(name: str) -> models.CheckConstraint:
    """The database's own word that a row is for a person or for a group."""
    return models.CheckConstraint(condition=Q(user=None, group__isnull=False) | Q(user__isnull=False, group=None), name=name)
