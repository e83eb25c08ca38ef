"""Who sends workbooks, and what each means by headings that nobody else uses: said by a person once, remembered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Unit, User
from taizhang.accounts.roles import Role
from taizhang.intake.models import KnownHeading, Paper, Template, WordTemplate
from taizhang.journal.append import Actor
from taizhang.reading.reader import UNKNOWN_HEADING
from taizhang.reading.tables.headings import Headings, defaults

NAME_LENGTH = 120
HEADING_LENGTH = 200
LEFT_OUT = ""  # the field of a column that is not to be read
FIELDS: dict[str, Promise] = {
    "number": gettext_lazy("序号"),
    "aspect": gettext_lazy("方面"),
    "statement": gettext_lazy("问题"),
    "manifestation": gettext_lazy("具体表现"),
    "measure": gettext_lazy("措施"),
    "lead_unit": gettext_lazy("牵头单位"),
    "assisting": gettext_lazy("配合单位"),
    "leader": gettext_lazy("责任领导"),
    "deadline": gettext_lazy("时限"),
    "progress": gettext_lazy("整改进展"),
    "state": gettext_lazy("完成情况"),
    "horizon": gettext_lazy("整改类型"),
    "as_of": gettext_lazy("进展截至"),
}


def office_of(user: User) -> Unit | None:
    """The body whose office ``user`` is in, the first where there are several."""
    return next((post.unit for post in user.posts if post.role == Role.OFFICE), None)


def sender_of(paper: Paper) -> str:
    """Who sent the paper: as a person said, else the office's own body."""
    office = office_of(paper.brought_by)
    return paper.sender or (office.name if office else "")


def headings_for(paper: Paper) -> Headings:
    """The names of columns with those that were chosen for the paper's sender."""
    return Headings(defaults().names, known_to(paper))


def known_to(paper: Paper) -> dict[str, str]:
    """What was chosen for the paper's sender: heading → field."""
    known = KnownHeading.objects.filter(office=office_of(paper.brought_by), sender=sender_of(paper))
    return dict(known.order_by("pk").values_list("heading", "field"))


def asked(paper: Paper) -> dict[str, str | None]:
    """The headings of the paper to be mapped: those nobody knows (None), and those mapped before, which can be changed."""
    reading = paper.reading
    text = reading.get("text", "")
    unknown = [text[u["start"] : u["end"]].strip() for u in reading.get("unread", ()) if u["reason"] == UNKNOWN_HEADING]
    earlier = {heading: field for heading, field in known_to(paper).items() if heading in text}
    return {heading[:HEADING_LENGTH]: None for heading in unknown} | earlier


def senders_known(user: User) -> list[str]:
    """The senders that headings are remembered for, by name."""
    known = KnownHeading.objects.filter(office=office_of(user)).order_by("sender")
    return list(known.values_list("sender", flat=True).distinct()[:200])


def remember_for(paper: Paper, chosen: Mapping[str, str], *, at: datetime) -> None:
    """Keep what headings mean for the paper's sender."""
    office = office_of(paper.brought_by)
    if office is None:
        raise ValidationError(_("导入这份文件的人已不在整改办，不能再记表头。请重新导入。"))
    remember(office, paper.sender, chosen, at=at)


def remember(office: Unit, sender: str, chosen: Mapping[str, str], *, at: datetime) -> None:
    """Keep what headings mean in the tables of ``sender``. Raises ValidationError for a field that there is not."""
    for heading, field in chosen.items():
        if field != LEFT_OUT and field not in FIELDS:
            raise ValidationError(_("没有“%(field)s”这一栏。") % {"field": field})
        heading = heading.strip()[:HEADING_LENGTH]
        said = {"field": field, "chosen_at": at}
        KnownHeading.objects.update_or_create(office=office, sender=sender, heading=heading, defaults=said)


def follow_merge(*, source: Unit, target: Unit, by: Actor, at: datetime) -> None:
    """What the source's office was told of headings goes to the target's, where that was not told itself; so do its forms."""
    told = set(KnownHeading.objects.filter(office=target).values_list("sender", "heading"))
    for row in KnownHeading.objects.filter(office=source):
        if (row.sender, row.heading) in told:
            row.delete()
        else:
            row.office = target
            row.save(update_fields=["office"])
    kept = set(Template.objects.filter(body=target).values_list("receiver", flat=True))
    Template.objects.filter(body=source, receiver__in=kept).delete()
    Template.objects.filter(body=source).update(body=target)
    titled = set(WordTemplate.objects.filter(body=target).values_list("title", flat=True))
    WordTemplate.objects.filter(body=source, title__in=titled).delete()
    WordTemplate.objects.filter(body=source).update(body=target)
