"""The icons, drawn once a page: one hidden SVG of symbols that ``{% icon %}`` refers to.

It stands in the page because browsers do not agree on which rule of a Content-Security-Policy lets in a sprite file.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

FOLDER = next((Path(__file__).parent / "static" / "vendor").glob("tabler-icons-*"))
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_FRAME = re.compile(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" />')


@cache
def names() -> frozenset[str]:
    """The icons there are."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))


@cache
def sprite() -> SafeString:
    """All icons as symbols named ``i-<name>``."""
    symbols = format_html_join(
        "", '<symbol id="i-{}" viewBox="0 0 24 24">{}</symbol>', ((n, _drawing(n)) for n in sorted(names()))
    )
    return format_html('<svg class="sprite" width="0" height="0" aria-hidden="true">{}</svg>', symbols)


def _drawing(name: str) -> SafeString:
    found = _DRAWING.search((FOLDER / f"{name}.svg").read_text("utf-8"))
    if found is None:
        raise ValueError(f"{name}.svg holds no drawing")
    return mark_safe(re.sub(r"\s*\n\s*", "", _FRAME.sub("", found[1])))  # nosec
