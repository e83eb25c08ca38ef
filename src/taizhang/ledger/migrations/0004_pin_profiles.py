"""Every ledger there is pins the profile that comes with the product for its source, and names the bodies of its route."""

from django.db import migrations
from django.utils import timezone

from taizhang.profiles import canonical, digest, for_source


def pin(apps, schema_editor):
    Ledger = apps.get_model("ledger", "Ledger")
    PinnedProfile = apps.get_model("ledger", "PinnedProfile")
    SupervisingBody = apps.get_model("ledger", "SupervisingBody")
    for ledger in Ledger.objects.filter(pinned=None):
        profile = for_source(ledger.source)
        said = {"code": profile.code, "name": profile.name, "text": canonical(profile), "made_at": timezone.now()}
        ledger.pinned, _ = PinnedProfile.objects.get_or_create(digest=digest(profile), defaults=said)
        ledger.save(update_fields=["pinned"])
        for position, name in enumerate(profile.closing.bodies, 1):
            unit = ledger.supervised_by if position == 1 else None
            SupervisingBody.objects.create(ledger=ledger, position=position, name=name, unit=unit)


class Migration(migrations.Migration):

    dependencies = [("ledger", "0003_life")]

    operations = [migrations.RunPython(pin, migrations.RunPython.noop)]
