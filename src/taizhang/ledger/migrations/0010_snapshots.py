"""Snapshots (数据版本) of a ledger."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0009_after_closing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.CharField(max_length=120)),
                ("head_size", models.BigIntegerField()),
                ("head_root", models.CharField(max_length=64)),
                ("about", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "ledger",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="snapshots", to="ledger.ledger"),
                ),
            ],
            options={
                "ordering": ["ledger", "-serial"],
            },
        ),
        migrations.CreateModel(
            name="SnapshotPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("packed", models.BinaryField()),
                (
                    "snapshot",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="ledger.snapshot"),
                ),
            ],
            options={
                "ordering": ["snapshot", "position"],
            },
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("ledger", "serial"), name="snapshot_serial_once"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("digest", ""), _negated=True), models.Q(("about", ""), _negated=True)),
                name="snapshot_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotpart",
            constraint=models.UniqueConstraint(fields=("snapshot", "position"), name="snapshot_part_position_once"),
        ),
    ]
