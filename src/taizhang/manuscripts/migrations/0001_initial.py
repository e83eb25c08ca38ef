"""Manuscripts (合稿): their parts, versions, remarks, numbers typed by hand."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_life"),
        ("files", "0001_initial"),
        ("ledger", "0010_snapshots"),
    ]

    operations = [
        migrations.CreateModel(
            name="Manuscript",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveIntegerField()),
                ("form", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("drafting", "起草中"), ("final", "已定稿"), ("withdrawn", "已作废")],
                        default="drafting",
                        max_length=10,
                    ),
                ),
                ("fields", models.TextField()),
                ("begun_by", models.CharField(max_length=120)),
                ("begun_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("checked", models.CharField(blank=True, max_length=64)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("finalised_by", models.CharField(blank=True, max_length=120)),
                ("finalised_at", models.DateTimeField(blank=True, null=True)),
                (
                    "final",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="manuscripts",
                        to="files.original",
                    ),
                ),
                (
                    "ledger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="manuscripts", to="ledger.ledger"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="manuscripts", to="ledger.snapshot"
                    ),
                ),
            ],
            options={
                "ordering": ["ledger", "-serial"],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=64)),
                ("level", models.PositiveSmallIntegerField()),
                ("heading", models.TextField(blank=True)),
                ("run_on", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("base", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("amended_by", models.CharField(blank=True, max_length=120)),
                ("amended_unit", models.CharField(blank=True, max_length=200)),
                ("amended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "manuscript",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="manuscripts.manuscript"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="manuscript_parts",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["manuscript", "position"],
            },
        ),
        migrations.CreateModel(
            name="Noted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("severity", models.CharField(max_length=10)),
                ("message", models.TextField()),
                ("english", models.TextField(blank=True)),
                ("quote", models.TextField(blank=True)),
                ("suggestion", models.TextField(blank=True)),
                ("sentence", models.CharField(max_length=64)),
                ("answer", models.CharField(blank=True, max_length=300)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "manuscript",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="manuscripts.manuscript"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="remarks",
                        to="manuscripts.part",
                    ),
                ),
            ],
            options={
                "ordering": ["manuscript", "position"],
            },
        ),
        migrations.CreateModel(
            name="PartVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("run_on", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("by", models.CharField(max_length=120)),
                ("by_unit", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="manuscripts.part"
                    ),
                ),
            ],
            options={
                "ordering": ["part", "-number"],
            },
        ),
        migrations.CreateModel(
            name="TypedNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=300)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="typed_numbers", to="manuscripts.part"
                    ),
                ),
            ],
            options={
                "ordering": ["part", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="manuscript",
            constraint=models.UniqueConstraint(fields=("ledger", "serial"), name="manuscript_serial_once"),
        ),
        migrations.AddConstraint(
            model_name="manuscript",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["drafting", "final", "withdrawn"])), name="manuscript_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="manuscript",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("final__isnull", False),
                        ("finalised_at__isnull", False),
                        ("state", "final"),
                        models.Q(("finalised_by", ""), _negated=True),
                        models.Q(("checked", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "final"), _negated=True), ("final", None), ("finalised_at", None), ("finalised_by", "")
                    ),
                    _connector="OR",
                ),
                name="manuscript_final_with_its_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("manuscript", "position"), name="part_position_once"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("manuscript", "name"), name="part_name_once"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(condition=models.Q(("level__lte", 3)), name="part_level_known"),
        ),
        migrations.AddConstraint(
            model_name="noted",
            constraint=models.UniqueConstraint(fields=("manuscript", "position"), name="noted_position_once"),
        ),
        migrations.AddConstraint(
            model_name="noted",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None), ("answered_by", "")),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        models.Q(("answered_by", ""), _negated=True),
                        ("answered_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="noted_answered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="partversion",
            constraint=models.UniqueConstraint(fields=("part", "number"), name="part_version_once"),
        ),
        migrations.AddConstraint(
            model_name="typednumber",
            constraint=models.UniqueConstraint(fields=("part", "field"), name="typed_number_once"),
        ),
        migrations.AddConstraint(
            model_name="typednumber",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="typed_number_with_reason"),
        ),
    ]
