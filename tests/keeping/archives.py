"""Making archives that are wrong in one way only, so that a test can say what notices it."""

import hashlib
import json
import zipfile

SAME = object()


def members(path):
    """Every member's bytes, by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path, target, change):
    """``path`` written again as ``target``, with the members that ``change`` maps names to; None leaves one out. Digests stay."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members(path) | change).items():
            if data is not None:
                archive.writestr(name, data)
    return target


def forged(path, target, change=None, **facts):
    """Like ``rewritten`` by somebody who knows the form: the manifest says what is there, and ``facts``."""
    change = change or {}
    there = members(path)
    manifest_name = next(name for name in ("backup.json", "package.json", "box.json") if name in there)
    manifest = json.loads(there[manifest_name]) | facts
    for name, data in change.items():
        manifest["members"].pop(name, None)
        if data is not None:
            manifest["members"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return rewritten(path, target, {**change, manifest_name: json.dumps(manifest).encode()})


def manifest(path):
    """The manifest of a backup or package."""
    there = members(path)
    return json.loads(there.get("backup.json") or there["package.json"])


def rows(path, member):
    """The JSON lines of one member."""
    return [json.loads(line) for line in members(path)[member].splitlines()]
