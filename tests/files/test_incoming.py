"""Files from outside: what is kept as evidence, and what is turned away with a sentence."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from taizhang.files import pictures, store
from taizhang.files.incoming import take
from taizhang.files.models import Original
from taizhang.journal.append import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def photograph(kind="JPEG", size=(40, 30), **how):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **how)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_a_photograph_is_kept_and_shown_drawn_anew(kind, at):
    data = photograph(kind)
    original = take(data, f"现场.{kind.lower()}", by=SYSTEM, at=at)
    assert store.fetch(original) == data
    shown = Image.open(io.BytesIO(pictures.picture(original, 1)))
    assert (shown.format, shown.size) == ("PNG", (40, 30))


def test_where_it_was_taken_does_not_reach_the_browser(at):
    exif = Image.Exif()
    exif[0x010E] = "市水务局三楼"
    exif[0x0112] = 6  # held upright
    original = take(photograph(exif=exif), "a.jpg", by=SYSTEM, at=at)
    shown = pictures.picture(original, 1)
    assert "市水务局".encode() not in shown
    assert Image.open(io.BytesIO(shown)).size == (30, 40)


def test_a_large_photograph_is_shown_small(at):
    shown = pictures.picture(take(photograph(size=(3000, 1500)), "大.jpg", by=SYSTEM, at=at), 1)
    assert Image.open(io.BytesIO(shown)).size == (1000, 500)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "空.pdf", "是空的"), (photograph()[:200], "坏.jpg", "打不开"), (b"MZ\x90\0" * 50, "装.exe", "装.exe|。"),
        (photograph(), "../../a.jpg", "路径"), (photograph(), "a\u202egpj.exe", "看不见"), ("机密★10年\n会议纪要".encode(), "a.txt", "密级"),
    ],
)  # fmt: skip
def test_what_is_turned_away_leaves_nothing(data, name, why, at):
    with pytest.raises(ValidationError, match=why):
        take(data, name, by=SYSTEM, at=at)
    assert not Original.objects.exists()


def test_a_bomb_of_pixels_is_refused(monkeypatch, at):
    monkeypatch.setattr("taizhang.files.photographs.MOST_PIXELS", 100)
    with pytest.raises(ValidationError, match="大得异常"):
        take(photograph(), "a.jpg", by=SYSTEM, at=at)
