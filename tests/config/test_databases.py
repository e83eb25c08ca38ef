"""Which database an address names."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from taizhang.config.databases import database
from taizhang.config.home import secret_key


@pytest.mark.parametrize("url", [None, ""])
def test_without_an_address_it_is_sqlite_in_the_data_folder(url):
    assert database(url, Path("data"))["NAME"] == Path("data/taizhang.sqlite3")


def test_an_address_is_taken_apart():
    found = database("postgresql://clerk:p%40ss@db.example:5433/taizhang", Path())
    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "taizhang",
        "clerk",
        "p@ss",
        "db.example",
        "5433",
    ]


def test_a_socket_is_named_in_the_query():
    assert database("postgresql://postgres:@/postgres?host=/run/pg", Path())["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://h/d", "postgresql://h", "nonsense"])
def test_an_address_that_is_none_says_what_is_expected(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must read"):
        database(url, Path())


def test_the_secret_is_made_once_and_is_the_owners(tmp_path):
    first = secret_key(tmp_path)
    assert secret_key(tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
