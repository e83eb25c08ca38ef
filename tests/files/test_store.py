"""The digest store: the same bytes once, damage noticed, nothing half-written."""

from pathlib import Path

import pytest
from django.conf import settings

from taizhang.files import store
from taizhang.files.models import Original

pytestmark = pytest.mark.django_db


def path_of(original):
    return Path(settings.HOME) / "files" / original.digest[:2] / original.digest


def test_what_is_kept_comes_back(at):
    assert store.fetch(store.keep("整改方案".encode(), at=at)) == "整改方案".encode()


def test_the_same_bytes_are_kept_once(at):
    assert store.keep(b"same", at=at) == store.keep(b"same", at=at)
    assert Original.objects.filter(size=4).count() == 1


@pytest.mark.parametrize("damage", [lambda p: p.write_bytes(b"changed"), Path.unlink])
def test_damage_is_noticed(at, damage):
    original = store.keep(b"to be damaged", at=at)
    damage(path_of(original))
    with pytest.raises(store.Damaged, match=original.digest[:12]):
        store.fetch(original)


def test_a_failed_write_leaves_nothing(at, monkeypatch):
    monkeypatch.setattr(store.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        store.keep(b"never whole", at=at)
    folder = Path(settings.HOME) / "files"
    assert not list(folder.rglob(".partial-*"))
    assert not Original.objects.filter(size=len(b"never whole")).exists()
