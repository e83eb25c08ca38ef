import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("ledger", "0004_pin_profiles")]

    operations = [
        migrations.AlterField(
            model_name="ledger",
            name="pinned",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ledgers", to="ledger.pinnedprofile"
            ),
        ),
    ]
