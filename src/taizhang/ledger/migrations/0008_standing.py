from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("ledger", "0007_close_outs")]

    operations = [
        migrations.AddField(model_name="measure", name="confirmed_on", field=models.DateField(blank=True, null=True)),
        migrations.AddField(model_name="measure", name="rhythm_from", field=models.DateField(blank=True, null=True)),
    ]
