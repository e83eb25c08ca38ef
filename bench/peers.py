"""Other programs that turn papers into text, each used only where it is installed: pandoc, pdftotext, markitdown.

markitdown is tried where ``MARKITDOWN`` names a folder below the system's temporary one: an environment of its own is made
there from the package registry when there is none yet.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("pandoc", "pdftotext", "markitdown")
KINDS = {".docx": ("pandoc", "markitdown"), ".html": ("pandoc", "markitdown"), ".pdf": ("pdftotext", "markitdown")}
SECONDS = 120


def commands() -> tuple[dict[str, list[str]], dict[str, str]]:
    """How each peer is called with a file's name behind it, and why the others are missing."""
    found, missing = dict[str, list[str]](), dict[str, str]()
    for name, options in (("pandoc", ["-t", "plain", "--wrap=none"]), ("pdftotext", ["-enc", "UTF-8"])):
        if path := shutil.which(name):
            found[name] = [path, *options]
        else:
            missing[name] = "not installed"
    if place := os.environ.get("MARKITDOWN"):
        found["markitdown"] = [str(_markitdown(Path(place)))]
    else:
        missing["markitdown"] = "MARKITDOWN names no folder"
    return found, missing


def text_by(command: list[str], file: Path) -> str:
    """What the peer prints for a file."""
    behind = ["-"] if Path(command[0]).name == "pdftotext" else []
    done = subprocess.run([*command, str(file), *behind], capture_output=True, timeout=SECONDS, check=True)
    return done.stdout.decode("utf-8", "replace")


def _markitdown(place: Path) -> Path:
    if Path(tempfile.gettempdir()).resolve() not in place.resolve().parents:
        sys.exit(f"MARKITDOWN names a folder below {tempfile.gettempdir()}, that may be thrown away.")
    program = place / "bin/markitdown"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        subprocess.run([str(place / "bin/pip"), "install", "-q", "markitdown[docx,pdf]"], check=True, stdout=sys.stderr)
    return program
