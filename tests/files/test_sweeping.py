"""What no row names is swept up after a day; nothing else is."""

import os
import time

import pytest

from taizhang.files import store
from taizhang.files.sweeping import A_DAY, sweep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def old(path):
    os.utime(path, (time.time() - A_DAY - 60,) * 2)
    return path


def test_a_file_given_up_is_gone_after_a_day(at):
    path = store.path_of(store.keep(b"given up", at=at).pk)
    assert store.discard(store.Original.objects.get())
    assert (sweep(), path.exists()) == (0, True)
    old(path)
    assert (sweep(), path.exists()) == (1, False)


def test_what_a_row_names_stays_however_old(at):
    path = old(store.path_of(store.keep(b"in use", at=at).pk))
    assert (sweep(), path.exists()) == (0, True)


def test_what_a_crash_left_half_written_goes(at):
    partial = store.path_of(store.keep(b"whole", at=at).pk).with_name(".partial-x")
    partial.write_bytes(b"half")
    old(partial)
    assert (sweep(), partial.exists()) == (1, False)


def test_who_stores_the_same_bytes_again_makes_them_young(at):
    path = old(store.path_of(store.keep(b"again", at=at).pk))
    store.discard(store.Original.objects.get())
    store.keep(b"again", at=at)
    assert path.stat().st_mtime > time.time() - 60


def test_a_file_made_young_while_it_is_swept_is_put_back(at, monkeypatch):
    path = old(store.path_of(store.keep(b"just now", at=at).pk))
    store.discard(store.Original.objects.get())
    replace = os.replace

    def stored_meanwhile(source, target):
        os.utime(source)
        replace(source, target)
        monkeypatch.undo()

    monkeypatch.setattr("taizhang.files.sweeping.os.replace", stored_meanwhile)
    assert (sweep(), path.exists()) == (0, True)
