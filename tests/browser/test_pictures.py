"""The README's two pictures, taken of the demonstration. ``PICTURES=docs/pictures`` puts them there; otherwise they are only tried."""

import os
from pathlib import Path

import pytest

from taizhang.accounts.models import User
from taizhang.cli import demo
from taizhang.intake.models import Paper

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
SIZE = {"width": 1280, "height": 800}


@pytest.fixture
def clerk_of_demonstration(settings, tmp_path):
    settings.HOME = tmp_path
    demo.prepare(SAMPLES)
    return User.objects.get(username="zhangmin")


def test_the_pictures_of_the_readme(window, clerk_of_demonstration, tmp_path):
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    ledger = User.objects.get(username="zhangmin").papers.exclude(ledger=None).get().ledger
    notice = Paper.objects.get(ledger=None)
    page = window(clerk_of_demonstration, size=SIZE)
    for name, address, what in (
        ("ledger", f"/ledgers/{ledger.pk}/", "城乡供水保障能力不足"),
        ("intake", f"/intake/{notice.pk}/", "找到"),
    ):
        page.goto(address)
        page.get_by_text(what).locator("visible=true").first.wait_for()
        page.screenshot(path=folder / f"{name}.png")
        assert (folder / f"{name}.png").stat().st_size > 20_000
