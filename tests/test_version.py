"""The changelog gives the version: its newest entry is what the product says of itself."""

import re
from pathlib import Path

import pytest

from taizhang import __version__
from taizhang.cli import main

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"


def test_the_newest_entry_of_the_changelog_is_the_version():
    assert re.findall(r"^## (\S+) – \d{4}-\d{2}-\d{2}$", CHANGELOG.read_text("utf-8"), re.MULTILINE)[0] == __version__


def test_the_command_tells_it(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"台账 {__version__}"
