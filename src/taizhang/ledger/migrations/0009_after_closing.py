"""After closing: look-backs and when they are due, rounds of measures, what was carried over, handovers.

What is closed already is looked back at as its profile says; a date in working days beyond the known years is left open.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import taizhang.ledger.states
from taizhang.ledger.working_days import calendar
from taizhang.profiles import deadline, from_canonical
from taizhang.workdays import YearMissing


def date_look_backs(apps, schema_editor):
    Finding = apps.get_model("ledger", "Finding")
    for finding in Finding.objects.filter(state="closed").select_related("ledger__pinned"):
        after = from_canonical(finding.ledger.pinned.text).look_back.after
        try:
            finding.look_back_on = deadline(after[0], finding.closed_on, calendar()) if after else None
        except YearMissing:
            continue
        finding.save(update_fields=["look_back_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_life"),
        ("files", "0001_initial"),
        ("ledger", "0008_standing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveIntegerField()),
                ("kind", models.CharField(choices=[("leader", "责任领导"), ("contact", "联络员（经办人）")], max_length=8)),
                ("giver", models.CharField(max_length=60)),
                ("taker", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=200)),
                ("made_on", models.DateField()),
                ("made_by", models.CharField(max_length=120)),
                ("given_on", models.DateField(blank=True, null=True)),
                ("given_on_paper", models.BooleanField(default=False)),
                ("taken_on", models.DateField(blank=True, null=True)),
                ("taken_on_paper", models.BooleanField(default=False)),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["ledger", "-serial"],
            },
        ),
        migrations.CreateModel(
            name="HandoverItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["handover", "position"],
            },
        ),
        migrations.CreateModel(
            name="LookBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cycle", models.PositiveIntegerField()),
                ("position", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("own_check", "本单位自查"), ("spot_check", "抽查"), ("evaluation", "整改评估")], max_length=12
                    ),
                ),
                ("carried_out_on", models.DateField()),
                ("checked_by", models.CharField(max_length=120)),
                ("passed", models.BooleanField()),
                ("found", models.TextField(blank=True)),
                ("reference", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["finding", "position"],
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="carried_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="finding",
            name="look_back_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="measure",
            name="cycle",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("look_back_on__isnull", False)),
                fields=["ledger", "look_back_on"],
                name="finding_by_look_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("look_back_on", None), ("state", taizhang.ledger.states.FindingState["CLOSED"]), _connector="OR"
                ),
                name="finding_looked_back_at_when_closed",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="giver_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="handovers_given",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="ledger",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="ledger.ledger"),
        ),
        migrations.AddField(
            model_name="handover",
            name="taker_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="handovers_taken",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="accounts.unit"
            ),
        ),
        migrations.AddField(
            model_name="handoveritem",
            name="finding",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="handover_items",
                to="ledger.finding",
            ),
        ),
        migrations.AddField(
            model_name="handoveritem",
            name="handover",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="items", to="ledger.handover"),
        ),
        migrations.AddField(
            model_name="handoveritem",
            name="measure",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="handover_items",
                to="ledger.measure",
            ),
        ),
        migrations.AddField(
            model_name="lookback",
            name="finding",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="look_backs", to="ledger.finding"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(fields=("ledger", "serial"), name="handover_serial_once"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["leader", "contact"])), name="handover_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("giver", ""), _negated=True),
                    models.Q(("taker", ""), _negated=True),
                    models.Q(("giver", models.F("taker")), _negated=True),
                ),
                name="handover_between_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_on", None), ("given_on", None), ("taken_on", None), _connector="OR"),
                name="handover_withdrawn_before_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoveritem",
            constraint=models.UniqueConstraint(fields=("handover", "position"), name="handover_item_position_once"),
        ),
        migrations.AddConstraint(
            model_name="handoveritem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", None), ("measure__isnull", False)),
                    models.Q(("finding__isnull", False), ("measure", None)),
                    _connector="OR",
                ),
                name="handover_item_is_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="lookback",
            constraint=models.UniqueConstraint(fields=("finding", "position"), name="look_back_position_once"),
        ),
        migrations.AddConstraint(
            model_name="lookback",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["own_check", "spot_check", "evaluation"])), name="look_back_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="lookback",
            constraint=models.CheckConstraint(
                condition=models.Q(("checked_by", ""), _negated=True), name="look_back_names_who_checked"
            ),
        ),
        migrations.AddConstraint(
            model_name="lookback",
            constraint=models.CheckConstraint(
                condition=models.Q(("passed", True), models.Q(("found", ""), _negated=True), _connector="OR"),
                name="look_back_failed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="lookback",
            constraint=models.UniqueConstraint(
                condition=models.Q(("passed", False)), fields=("finding", "cycle"), name="look_back_fails_once"
            ),
        ),
        migrations.RunPython(date_look_backs, migrations.RunPython.noop),
    ]
