"""On SQLite a key that is another row's key becomes the row's place: until now a hidden rowid counted upward beside it."""

import django.db.models.deletion
from django.db import migrations

import stories.models.keys


def key_of_submission(related_name):
    return stories.models.keys.KeyOf(
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name=related_name,
        serialize=False,
        to="stories.submission",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0002_imported_row"),
    ]

    operations = [
        migrations.AlterField(model_name="claim", name="submission", field=key_of_submission("claim")),
        migrations.AlterField(model_name="sealedkey", name="submission", field=key_of_submission("sealed_key")),
        migrations.AlterField(model_name="secondread", name="submission", field=key_of_submission("second_read")),
    ]
