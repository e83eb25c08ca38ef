"""The data folder of one installation: database, originals, secret key, backups. Nothing is kept anywhere else.

``TAIZHANG_HOME`` names it; without, it is ``data`` under the folder the command was started in.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def home() -> Path:
    """The data folder, made (readable by its owner only) if it is not there yet."""
    folder = Path(os.environ.get("TAIZHANG_HOME") or "data").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's secret, generated on first use. Of two processes that start at once, one makes it and both read it."""
    path = folder / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii")
