from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("ledger", "0006_usual_profile")]

    operations = [
        migrations.AddField(model_name="finding", name="submission", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(
            model_name="finding", name="settled_with", field=models.CharField(blank=True, max_length=200)
        ),
        migrations.AddField(model_name="signature", name="body", field=models.CharField(blank=True, max_length=120)),
    ]
