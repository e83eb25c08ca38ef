"""The page on formats tells every format, ending and limit there is, with its default."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from taizhang.reading.formats import FORMATS, Format
from taizhang.reading.limits import DEFAULTS, MIB, Limits

PAGE = (Path(__file__).parents[3] / "docs/reading/formats.md").read_text("utf-8")
FIRST = re.findall(r"^\| ([^|]*?) \|", PAGE.split("## ")[0], re.MULTILINE)[1:]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_has_its_line(form: Format) -> None:
    assert f"{form.label} {' '.join(f'`{ending}`' for ending in form.endings)}" in FIRST


def test_no_line_tells_of_a_format_that_is_not_there() -> None:
    assert len(FIRST) == len(FORMATS)


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_every_limit_is_told_with_its_default(name: str) -> None:
    value = getattr(DEFAULTS, name)
    shown = f"{value // MIB} MB" if value >= MIB and value % MIB == 0 else f"{value:,}"
    assert f"| `{name}` | {shown} |" in PAGE
