"""E-mail to a person, or to an address outside, by Django's mail.

The Message-ID is the same at every try, so that a mail program shows a message once.
"""

from __future__ import annotations

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage

from taizhang.notices.channels.channel import Channel, Refusal
from taizhang.notices.message_id import message_id
from taizhang.notices.models import Delivery

N_ = str  # marks words that are translated where they are shown


def is_set_up() -> bool:
    """Whether this installation sends mail."""
    return bool(settings.EMAIL_HOST)


def send(delivery: Delivery) -> None:
    """Hand the message to the mail server."""
    address = delivery.address or (delivery.user.email if delivery.user else "")
    if not address or not is_set_up():
        raise Refusal(N_("没有邮箱，或者系统没有设置发信服务器"), again=False)
    headers = {"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"}
    message = EmailMessage(delivery.subject, delivery.text, to=[address], headers=headers)
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        raise Refusal(N_("邮箱地址被拒收"), again=False) from error
    except (SMTPException, OSError) as error:
        raise Refusal(N_("发信服务器没有收下"), again=True) from error


CHANNEL = Channel("mail", N_("邮件"), send, for_groups=False)
