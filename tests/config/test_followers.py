"""Whatever refers to a unit is moved when two units become one: by accounts itself, or by a follower in the settings."""

from django.conf import settings
from django.utils.module_loading import import_string

from taizhang.accounts.models import Unit

BY_ACCOUNTS = {"accounts.Unit.parent", "accounts.UnitName.unit", "accounts.Membership.unit"}
# One who adds a reference here has written its follower, named it in settings.UNIT_FOLLOWERS and tested that it moves.
BY_FOLLOWERS = {
    "ledger.Ledger.body", "ledger.Ledger.supervised_by", "ledger.Finding.lead_unit", "ledger.Measure.lead_unit",
    "ledger.Ledger.office_unit", "ledger.SupervisingBody.unit", "ledger.Signature.unit", "ledger.Manifestation.lead_unit",
    "ledger.PinnedProfile.body", "ledger.UsualProfile.body", "intake.KnownHeading.office", "intake.Template.body", "intake.WordTemplate.body", "ledger.Handover.unit", "supervision.Invitation.unit", "manuscripts.Part.unit", "notices.Group.unit",
}  # fmt: skip


def test_every_reference_to_a_unit_is_followed():
    fields = {f"{relation.field.model._meta.label}.{relation.field.name}" for relation in Unit._meta.related_objects}
    assert fields <= BY_ACCOUNTS | BY_FOLLOWERS


def test_the_followers_are_there():
    assert all(callable(import_string(path)) for path in settings.UNIT_FOLLOWERS)
