"""Loading the holidays of a year that the product does not know yet: a file in the data folder, which every process sees."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from taizhang.accounts import policy
from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append, site_log
from taizhang.ledger import working_days
from taizhang.ledger.holiday_notice import as_file
from taizhang.workdays import Year


@transaction.atomic
def load_year(*, year: Year, by: User, at: datetime) -> Year:
    """Know the holidays of ``year`` from now on (载入放假安排); what was known of it before is replaced."""
    if why := policy.why_not(by, "load_year"):
        raise Refused(why)
    known = working_days.known_days()[0].years.get(year.year)
    if known == year:
        return year
    facts = {"year": year.year, "notice": year.notice, "off": len(year.off), "on": len(year.on), "replaced": known is not None}
    append(site_log(), [Entry("site:load_year", "site", facts)], by=by.actor, at=at)
    _write(year)  # last: where it fails, the event goes too
    return year


def _write(year: Year) -> None:
    """The file, whole or not at all: a reader never sees half of it."""
    folder = Path(settings.HOME) / "years"
    folder.mkdir(mode=0o700, exist_ok=True)
    partial = folder / f"{year.year}.part"
    partial.write_text(as_file(year), "utf-8")
    os.replace(partial, folder / f"{year.year}.toml")
