"""The message catalogue: what users see is written in Chinese in the source; every other language is a .po file beside it.

``python -m taizhang.config.catalogue extract`` brings the .po files up to the source, ``compile`` makes the .mo files that
run (at setup; they are not kept), ``check`` names what is missing, stale or unlike the source. Needs no gettext tools.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent
LANGUAGES = ("en",)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)\d*[sd]|\{(\w+)\}")


def po_path(language: str) -> Path:
    """Where the language's messages are kept."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def collect() -> Catalog:
    """Every message of the source, with the files it stands in."""
    found = Catalog(project="Taizhang", charset="utf-8")
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        if "migrations" not in path.parts:
            for message, context in _messages(path):
                found.add(message, locations=[(path.relative_to(PACKAGE.parent).as_posix(), 0)], context=context)
    return found


def _messages(path: Path) -> Iterator[tuple[Any, str | None]]:
    source = path.read_text("utf-8")
    python = source if path.suffix == ".py" else _templatized(source, path)
    for _, message, _, context in babel_extract("python", io.BytesIO(python.encode()), KEYWORDS):
        yield message, context


def _templatized(source: str, path: Path) -> str:
    """A template's messages as Python calls, by Django's own reading of the template."""
    from django.utils.translation.template import templatize

    # What is left of the markup's indentation would be wrong indentation in Python.
    return "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())


def extract(language: str) -> Path:
    """Bring the language's file up to the source: new messages come in empty, stale ones go."""
    path, source = po_path(language), collect()
    kept = _read(language) if path.exists() else _new(language)
    created = kept.creation_date
    kept.update(source, no_fuzzy_matching=True)
    kept.creation_date = created  # else every run would change the file
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, kept, width=120, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    return path


def _new(language: str) -> Catalog:
    return Catalog(
        locale=language,
        header_comment="# What Taizhang says, in another language. Kept by taizhang.config.catalogue.",
        project="Taizhang",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        charset="utf-8",
        fuzzy=False,
    )


def compile_messages(language: str) -> Path:
    """Make the .mo file that the product reads."""
    path = po_path(language).with_suffix(".mo")
    with path.open("wb") as file:
        write_mo(file, _read(language))
    return path


def problems(language: str) -> list[str]:
    """What is wrong with the language's file, a line each: missing, fuzzy, stale, or with other placeholders than the source."""
    source, kept = collect(), _read(language)
    wanted = {(message.id, message.context) for message in source if message.id}
    here = {(message.id, message.context): message for message in kept if message.id}
    stale = [f"stale: {key[0]}" for key in here if key not in wanted]
    return stale + [line for key in wanted if (line := _problem(here.get(key), key[0]))]


def _problem(message: Message | None, wanted: Any) -> str | None:
    if message is None or not all(_strings(message.string)):
        return f"missing: {wanted}"
    if message.fuzzy:
        return f"fuzzy: {wanted}"
    placeholders = {match.groups() for text in _strings(message.id) for match in _PLACEHOLDER.finditer(text)}
    for text in _strings(message.string):
        used = {match.groups() for match in _PLACEHOLDER.finditer(text)}
        if used != placeholders and not (message.pluralizable and used < placeholders):
            return f"placeholders: {wanted} → {text}"
    return None


def _strings(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


def _read(language: str) -> Catalog:
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def main(arguments: list[str]) -> int:
    """Do what the first argument says, for every language; 1 when the check finds something."""
    verbs = {"extract": extract, "compile": compile_messages, "check": problems}
    if len(arguments) != 1 or arguments[0] not in verbs:
        sys.stderr.write("usage: python -m taizhang.config.catalogue extract|compile|check\n")
        return 2
    found = [verbs[arguments[0]](language) for language in LANGUAGES]
    lines = [line for result in found if isinstance(result, list) for line in result]
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
