import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_life"), ("ledger", "0005_every_ledger_pins")]

    operations = [
        migrations.CreateModel(
            name="UsualProfile",
            fields=[
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="usual_profile",
                        serialize=False,
                        to="accounts.unit",
                    ),
                ),
                ("name", models.CharField(max_length=20)),
            ],
        ),
    ]
