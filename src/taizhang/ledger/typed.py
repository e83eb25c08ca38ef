"""What people type, made fit to keep: no marks that are not seen, no more than fits, and nothing empty that must be said."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 10_000  # signs of a running text: some six pages


def said(text: str, what: str, *, longest: int = LONGEST, needed: bool = True) -> str:
    """``text`` without what is not seen. Raises ValidationError, naming ``what``, where it is too long or is missing."""
    words = "".join(mark for mark in text if mark == "\n" or _seen(mark)).strip()
    if needed and not words:
        raise ValidationError(_("请写明%(what)s。") % {"what": what})
    if len(words) > longest:
        raise ValidationError(_("%(what)s不能超过%(n)d个字。") % {"what": what, "n": longest})
    return words


def in_one_line(text: str, what: str, *, longest: int, needed: bool = True) -> str:
    """``text`` as ``said`` gives it, on one line."""
    return said(" ".join(text.split()), what, longest=longest, needed=needed)


def _seen(mark: str) -> bool:
    """Control and format characters – a NUL that no database takes, a mark that turns a name round – are left out."""
    return unicodedata.category(mark) not in {"Cc", "Cf", "Cs"}
