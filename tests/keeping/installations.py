"""Installations of their own beside the tests': a data folder each, on SQLite or on a new PostgreSQL database, run as people run them."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

START = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'taizhang.config.settings'; import django; django.setup(); "


class Installation:
    """One installation. ``database`` names a PostgreSQL database on the tests' server; None is SQLite in the folder."""

    def __init__(self, home, database=None):
        self.home, self.database = home, database

    def taizhang(self, *words):
        """Run the command and wait for it."""
        return subprocess.run([*self._command("-m", "taizhang"), *map(str, words)], **self._how(), check=False)

    def python(self, code, wait=True):
        """Run ``code`` with Django started; with ``wait`` False, leave it running."""
        run = subprocess.run if wait else subprocess.Popen
        return run([*self._command("-c"), START + code], **self._how(), **({"check": True} if wait else {}))

    def names(self):
        """What lies in the data folder."""
        return sorted(path.name for path in self.home.iterdir())

    @staticmethod
    def _command(*words):
        return [sys.executable, "-W", "error::ResourceWarning", *words]

    def _how(self):
        environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
        environment["TAIZHANG_HOME"] = str(self.home)
        if self.database:
            environment["DATABASE_URL"] = address(self.database)
        return {"env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}


def address(database):
    """The DATABASE_URL of another database on the tests' server."""
    facts = connection.settings_dict
    who = quote(facts["USER"], safe="") + (f":{quote(facts['PASSWORD'], safe='')}" if facts["PASSWORD"] else "")
    return f"postgresql://{who}@:{facts['PORT'] or 5432}/{database}?host={quote(facts['HOST'], safe='')}"


def create(database):
    """A new, empty PostgreSQL database."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {database}")
        cursor.execute(f"CREATE DATABASE {database}")


def drop(database):
    """Remove it again."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
