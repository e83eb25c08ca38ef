"""Ledgers and findings that name another: ended by being merged, carried over, repeated, looked back at."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_snapshots")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="came_from",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="went_as", to="ledger.finding"
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="came_from_text",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="finding",
            name="repeats",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="repeated_by",
                to="ledger.finding",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="repeats_text",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="finding",
            name="went_to",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="ledger",
            name="ended",
            field=models.CharField(blank=True, choices=[("cancelled", "已撤销"), ("merged", "已并入")], max_length=10),
        ),
        migrations.AddField(
            model_name="ledger",
            name="ended_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="ledger",
            name="ended_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ledger",
            name="ended_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="ledger",
            name="ended_reference",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="ledger",
            name="follows",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="followed_by", to="ledger.ledger"
            ),
        ),
        migrations.AddField(
            model_name="ledger",
            name="follows_title",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="ledger",
            name="merged_into",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="took_in", to="ledger.ledger"
            ),
        ),
        migrations.AddField(
            model_name="ledger",
            name="merged_into_title",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("repeats", models.F("id")), _negated=True), name="finding_does_not_repeat_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledger",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended__in", ["", "cancelled", "merged"])), name="ledger_ending_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended", ""),
                    models.Q(
                        ("ended_on__isnull", False),
                        models.Q(("ended_by", ""), _negated=True),
                        models.Q(("ended_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ledger_ended_by_signature",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended", "merged"), ("merged_into_title__gt", "")),
                    models.Q(models.Q(("ended", "merged"), _negated=True), ("merged_into_title", "")),
                    _connector="OR",
                ),
                name="ledger_merged_names_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into", models.F("id")), _negated=True), models.Q(("follows", models.F("id")), _negated=True)
                ),
                name="ledger_not_its_own_other",
            ),
        ),
    ]
