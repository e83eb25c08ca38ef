"""Making ready: a database of an older version is backed up before it is touched; a demonstration is for this machine only."""

import os
import sqlite3
import subprocess
import sys

import pytest

from taizhang.cli.demo import ACCOUNTS_FILE
from taizhang.cli.serving import CannotServe, is_loopback, serve

OLDER = "from django.core.management import call_command as c; c('migrate', 'ledger', '0001', verbosity=0)"
READY = "from taizhang.cli.ready import make_ready; make_ready()"


def run(home, code):
    """``code`` in an installation of its own on SQLite; what it printed."""
    start = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'taizhang.config.settings'; import django; django.setup(); "
    environment = {**os.environ, "TAIZHANG_HOME": str(home), "DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def columns(path):
    with sqlite3.connect(path) as database:
        return {row[1] for row in database.execute("PRAGMA table_info(ledger_finding)")}


def test_an_older_database_is_backed_up_before_it_is_brought_up_to_date(tmp_path):
    run(tmp_path, OLDER)
    assert "已备份数据库" in run(tmp_path, READY)
    [saved] = (tmp_path / "backups").iterdir()
    assert "notice" in columns(tmp_path / "taizhang.sqlite3")
    assert "notice" not in columns(saved)
    assert saved.stat().st_mode & 0o077 == 0
    assert run(tmp_path, READY) == "", "the second time there is nothing to do"


def test_a_new_installation_has_nothing_to_back_up(tmp_path):
    assert run(tmp_path, READY) == ""
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "台账.example"])
def test_a_demonstration_is_served_to_this_machine_only(host, tmp_path, settings):
    settings.HOME = tmp_path
    (tmp_path / ACCOUNTS_FILE).write_text("…", "utf-8")
    assert not is_loopback(host)
    with pytest.raises(CannotServe, match="只能在本机"):
        serve(host, 8000)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_these_are_this_machine(host):
    assert is_loopback(host)
