"""Installations to restore into."""

import pytest
from django.db import connection

from tests.keeping.installations import Installation, create, drop


@pytest.fixture
def elsewhere(transactional_db, tmp_path):
    """Makes empty installations, on the kind of database that the tests run on; ``sqlite=True`` on SQLite anyway."""
    made = []

    def make(sqlite=False):
        database = (
            None if sqlite or connection.vendor == "sqlite" else f"{connection.settings_dict['NAME']}_elsewhere_{len(made)}"
        )
        if database:
            create(database)
        made.append(database)
        home = tmp_path / f"home-{len(made)}"
        home.mkdir()
        return Installation(home, database)

    yield make
    for database in filter(None, made):
        drop(database)


@pytest.fixture
def own_home(transactional_db, settings, tmp_path):
    """The tests' own installation with a data folder of this test's."""
    settings.HOME = tmp_path / "own"
    settings.HOME.mkdir()
    (settings.HOME / "secret.key").write_text("the key of tests", "ascii")
    return settings.HOME
