"""``make bench NAME=round-trip``: random ledgers out to Excel and back in, where nothing may change.

Keys: ledgers, rows, changed (differences found in 1,000 ledgers as they went out), saved_changed (in 20 of them opened and
saved by LibreOffice; null where it is not installed).
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench import installation, random_ledgers

if TYPE_CHECKING:
    from taizhang.accounts.models import User
    from taizhang.ledger.models import Ledger

LEDGERS, SAVED = 1_000, 20


def main() -> None:
    """Make them, send them out and back, print."""
    installation.start()
    clerk, bureau = installation.people()
    random = Random(5)
    made = [random_ledgers.ledger(random, clerk, installation.opening(bureau), installation.SECTIONS) for _ in range(LEDGERS)]
    out = [exported(clerk, ledger) for ledger in made]
    changed = [found for ledger, data in zip(made, out, strict=True) if (found := differences(clerk, ledger, data))]
    figures = {
        "name": "round-trip",
        "ledgers": LEDGERS,
        "rows": sum(ledger.measures.count() for ledger in made),
        "changed": len(changed),
        "saved_changed": _saved(clerk, made[:SAVED], out[:SAVED]),
    }
    for found in changed[:3]:
        print(found[0])
    print(json.dumps(figures))


def exported(clerk: User, ledger: Ledger) -> bytes:
    """The ledger's workbook."""
    from taizhang.ledger import sheets
    from taizhang.reports.workbook import write

    target = io.BytesIO()
    write(sheets.listed(clerk, ledger, installation.AT.date()), target)
    return target.getvalue()


def differences(clerk: User, ledger: Ledger, data: bytes) -> list[object]:
    """What the workbook would change."""
    from taizhang.intake.delivered.diff import Comparison, File

    today = installation.AT.date()
    return list(Comparison(clerk, ledger, {}, today=today, as_of=today).of([File("台账.xlsx", data)]).items)


def _saved(clerk: User, made: list[Ledger], out: list[bytes]) -> int | None:
    """How many of these would change something once LibreOffice has opened and saved them."""
    saved = resaved(out)
    if saved is None:
        return None
    return sum(bool(differences(clerk, ledger, data)) for ledger, data in zip(made, saved, strict=True))


def resaved(out: list[bytes]) -> list[bytes] | None:
    """Each workbook as LibreOffice saves it; None where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="taizhang-saved-") as folder:
        was, now = Path(folder, "was"), Path(folder, "now")
        was.mkdir()
        for n, data in enumerate(out):
            Path(was, f"{n}.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        filter_name = "xlsx:Calc MS Excel 2007 XML"
        files = [str(path) for path in sorted(was.iterdir())]
        command = [program, profile, "--headless", "--convert-to", filter_name, "--outdir", str(now), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return [Path(now, f"{n}.xlsx").read_bytes() for n in range(len(out))]


if __name__ == "__main__":
    main()
