"""The ``taizhang`` command: the verbs of the desk need no Django, those of operating an installation do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from taizhang import __version__
from taizhang.cli import desk


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="taizhang", description="台账：读材料、建台账、管整改。")
    parser.add_argument("--version", action="version", version=f"台账 {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令")
    desk.add_verbs(verbs)
    if not words or words[0] not in desk.VERBS:
        from taizhang.cli import operate  # late: Django takes longer to load than a text to read

        operate.add_verbs(verbs)
    arguments = parser.parse_args(words)
    status: int = arguments.run(arguments)
    return status
