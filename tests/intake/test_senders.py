"""What headings mean goes with the office that was told."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.accounts.actions import merge_units
from taizhang.intake import actions, senders
from taizhang.intake.models import KnownHeading
from taizhang.journal.append import SYSTEM

TABLE = "编码\t毛病\t怎么办\n1\t管网漏损率偏高\t更换老旧管网\n"


def told(clerk, at, chosen, sender="供水公司"):
    paper = actions.read(paper=actions.receive(data=TABLE.encode(), name="表.tsv", by=clerk, at=at), at=at)
    return actions.map_headings(
        paper=paper, sender=sender, chosen=chosen, over_mends=False, version=paper.version, by=clerk, at=at
    )


def test_a_column_can_be_left_out(clerk, at):
    paper = told(clerk, at, {"毛病": "statement", "怎么办": ""})
    assert (paper.sheet.counts().findings, paper.sheet.counts().measures) == (1, 0)


@pytest.mark.parametrize(("chosen", "sender"), [({"毛病": "burn"}, "供水公司"), ({"毛病": "statement"}, " ")])
def test_what_makes_no_sense_is_not_kept(clerk, at, chosen, sender):
    with pytest.raises(ValidationError):
        told(clerk, at, chosen, sender)
    assert not KnownHeading.objects.exists()


def test_when_units_become_one_what_was_told_goes_along(clerk, person, units, at):
    other = person("office", "财务科")
    told(clerk, at, {"毛病": "statement"})
    told(other, at, {"毛病": "measure", "怎么办": "measure"})
    merge_units(source=units["财务科"], target=units["市水务局"], by=SYSTEM, at=at)
    assert dict(KnownHeading.objects.values_list("heading", "field")) == {"毛病": "statement", "怎么办": "measure"}
    assert {row.office for row in KnownHeading.objects.all()} == {units["市水务局"]}


def test_forms_go_along_when_units_are_merged(units, clerk, at):
    from taizhang.files import store
    from taizhang.intake.models import Template

    for unit, receiver in (("财务科", "市委巡察办"), ("财务科", "审计局"), ("供水科", "审计局")):
        original = store.keep(f"{unit}{receiver}".encode(), at=at)
        Template.objects.create(body=units[unit], receiver=receiver, name=unit, original=original, kept_by=clerk, kept_at=at)
    senders.follow_merge(source=units["财务科"], target=units["供水科"], by=clerk.actor, at=at)
    assert sorted(Template.objects.values_list("body__name", "receiver", "name")) == [
        ("供水科", "审计局", "供水科"),
        ("供水科", "市委巡察办", "财务科"),
    ]
