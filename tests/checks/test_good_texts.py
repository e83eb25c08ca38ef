"""Good official prose of every kind of source raises no error: texts of our own, and the real ones where they lie beside the checkout."""

import json
from pathlib import Path

import pytest

from taizhang.checks import Severity, check
from taizhang.reading import read

GOOD = sorted((Path(__file__).parent / "good").glob("*.txt"))
SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[2] / "samples").glob("*.*")
    if path.suffix in (".docx", ".xlsx", ".html", ".txt") and "送审稿" not in path.name  # that one has mistakes, to be found
)
SHARED = Path(__file__).resolve().parents[3] / "shared/reports"
REAL = sorted(SHARED.glob("*.txt")) + sorted(SHARED.glob("real/*.txt"))


def errors(path: Path) -> list[tuple[str, str]]:
    found = check(read(path.read_bytes(), path.name), public=True, off=["layout"])
    return [(remark.code, remark.quote) for remark in found if remark.severity == Severity.ERROR]


@pytest.mark.parametrize("path", [*GOOD, *SAMPLES], ids=lambda path: path.name)
def test_no_error_where_nothing_is_wrong(path: Path) -> None:
    assert errors(path) == []


@pytest.mark.skipif(not REAL, reason="the shared reports are not beside this checkout")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_no_error_in_a_real_text_but_what_its_answers_expect(path: Path) -> None:
    answers = path.parent / "gold" / f"{path.stem}.json"
    expected = [one["quote"] for one in json.loads(answers.read_text("utf-8")).get("expected_checks", [])]
    squeezed = [("".join(quote.split()), code) for code, quote in errors(path)]
    assert [
        one for one in squeezed if not any("".join(q.split()) in one[0] or one[0] in "".join(q.split()) for q in expected)
    ] == []
