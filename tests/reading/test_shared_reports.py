"""The real reports with hand-made answers, where the shared folder lies beside the checkout: figures that must not sink."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.reading import read_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
TAIZHANG = [sys.executable, "-m", "taizhang"]
LEAST = "0.97"  # the least F1 of any field

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not beside this checkout")


def test_every_field_is_read_as_the_answers_say():
    scorer = [sys.executable, SHARED / "bench/score_reading.py", "--min", LEAST, "--", *TAIZHANG, "read", "--json"]
    done = subprocess.run(scorer, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize("path", sorted((SHARED / "reports/gold").glob("002*.json")), ids=lambda path: path.stem)
def test_a_damaged_text_is_repaired_as_its_answers_say(path):
    answers = json.loads(path.read_text("utf-8"))
    reading = read_text((path.parent.parent / answers["file"]).read_text("utf-8"))
    assert [repair["repaired"] for repair in answers["repairs"] if repair["repaired"] not in reading.text] == []
    assert [lost for lost in answers["unrepairable"] if lost not in reading.text] == []
    told = [repair.was for repair in reading.repairs if repair.now is None]
    assert all(any(lost in was or was in lost for was in told) for lost in answers["unrepairable"])
