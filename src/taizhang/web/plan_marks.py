"""What reads otherwise in two texts, marked in both."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST = 2000  # comparing takes the square of it
ALIKE = 0.3  # texts that have less in common are shown as they are


def marked(was: str, now: str) -> tuple[SafeString, SafeString]:
    """Both texts, with what only one of them has in ``del`` and ``ins``."""
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if max(len(was), len(now)) > LONGEST or not (was and now) or matcher.ratio() < ALIKE:
        return format_html("{}", was), format_html("{}", now)
    steps = matcher.get_opcodes()
    old = [("del" if step != "equal" else "", was[start:end]) for step, start, end, _from, _to in steps]
    new = [("ins" if step != "equal" else "", now[start:end]) for step, _from, _to, start, end in steps]
    return _joined(old), _joined(new)


def _joined(pieces: list[tuple[str, str]]) -> SafeString:
    told = (format_html(f"<{tag}>{{}}</{tag}>", text) if tag else format_html("{}", text) for tag, text in pieces if text)
    return format_html_join("", "{}", ((piece,) for piece in told))
