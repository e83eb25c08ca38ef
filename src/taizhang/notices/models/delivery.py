"""What goes outside: one message to one person, group or address by one channel, and how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.notices.models.wishes import Group

TO_ONE = (
    Q(user=None, group__isnull=False, address="")
    | Q(user__isnull=False, group=None, address="")
    | (Q(user=None, group=None) & ~Q(address=""))
)


class DeliveryState(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", _("等待发送")
    SENDING = "sending", _("正在发送")
    SENT = "sent", _("已发出")
    GIVEN_UP = "given_up", _("没有发出")


class Delivery(models.Model):
    """One message. ``key`` says what it is and is unique, so that it is written once; the Message-ID comes from it.

    It goes to a person, to a group, or to the ``address`` of somebody who has no account here.

    ``perhaps_at`` is when sending was cut off with the message perhaps gone (也许已发出): it is sent again.
    ``trouble`` is why it has not left yet, in words that are translated where they are shown.
    """

    key = models.CharField(max_length=80, unique=True)
    channel = models.CharField(max_length=10)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries")
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    perhaps_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=TO_ONE, name="delivery_to_one"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="message_state_known"),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state=DeliveryState.WAITING), name="delivery_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state=DeliveryState.SENDING), name="delivery_sending"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def trouble_told(self) -> str:
        """Why it has not left yet, in the reader's language; the other side's number as it is."""
        words, colon, number = self.trouble.partition("：")
        return f"{gettext(words)}{colon}{number}" if words else ""

    @property
    def to(self) -> str:
        """Whom it is for."""
        return str(self.user.name if self.user else f"{self.group.unit.name} · {self.group.name}" if self.group else self.address)
