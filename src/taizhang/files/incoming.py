"""Looking at a file that comes from outside before anything of it is kept: its name, what it is, whether it is marked secret."""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.files import photographs, store
from taizhang.files.models import Original
from taizhang.journal.append import Actor, Entry, append, site_log
from taizhang.reading import Document, Unreadable
from taizhang.reading.formats import open_document, shown
from taizhang.reading.secrecy import mark_of, running_heads

_UNFIT = re.compile(r"[/\\]|[^\x20-\x7e\x80-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def take(data: bytes, name: str, *, by: Actor, at: datetime) -> Original:
    """Keep a piece of evidence: a photograph, or a document of a kind that can be read. Raises ValidationError."""
    if not data:
        raise ValidationError(_("文件“%(name)s”是空的。") % {"name": shown(name)})
    if photographs.is_photograph(data):
        check_name(name)
        photographs.check(data, name)
    else:
        examined(data, name, by=by, at=at)
    return store.keep(data, at=at)


def examined(data: bytes, name: str, *, by: Actor, at: datetime) -> Document:
    """The document, opened. Raises ValidationError for what cannot be opened and for what is marked secret."""
    check_name(name)
    try:
        document = open_document(data, name, settings.READING_LIMITS)
    except Unreadable as refusal:
        raise ValidationError(str(refusal)) from refusal
    running = (*document.running, *running_heads(data, document.format))
    if settings.REFUSE_SECRET and (level := mark_of(document, name, running)):
        _turn_away(level, len(data), by, at)
    return document


def check_name(name: str) -> None:
    """Refuse a name with a path or with characters that nobody sees. Raises ValidationError."""
    if _UNFIT.search(name):
        raise ValidationError(_("文件名“%(name)s”里有路径或看不见的字符，请改名后再上传。") % {"name": shown(name)})


def _turn_away(level: str, size: int, by: Actor, at: datetime) -> None:
    """Refuse what is marked secret. The event says who and when, and nothing of the file: no name, no digest."""
    _note_refusal(level, size, by, at)
    why = _("这份文件标有密级“%(level)s”，不能存入本系统，没有保存。请按保密规定在涉密系统中办理，这里只登记文号。")
    raise ValidationError(why % {"level": level})


@transaction.atomic
def _note_refusal(level: str, size: int, by: Actor, at: datetime) -> None:
    append(site_log(), [Entry("paper:refuse", "paper", {"mark": level, "size": size})], by=by, at=at)
