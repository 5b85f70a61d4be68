"""A receipt is tied to its submission under a key of the key file; those handed out before are tied where they point.

The receipts themselves are with their authors, and are not needed for it: their digests are. Where none points at a
story, the key file is not asked for.
"""

from django.db import migrations, models

from stories.submission.receipt import binding_of

BATCH = 500


def bind(apps, _schema_editor):
    """Tie every receipt that points at a submission, in the order of the keys, which says nothing of when."""
    model = apps.get_model("stories", "Receipt")
    pointing = model.objects.exclude(submission=None).order_by("pk")
    rows = list(pointing[:BATCH])
    while rows:
        for row in rows:
            row.binding = binding_of(row.digest, row.submission_id)
        model.objects.bulk_update(rows, ["binding"])
        rows = list(pointing.filter(pk__gt=rows[-1].pk)[:BATCH])


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0003_directory"),
    ]

    operations = [
        migrations.AddField(
            model_name="receipt",
            name="binding",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.RunPython(bind, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("submission", None), models.Q(("binding", ""), _negated=True), _connector="OR"),
                name="stories_receipt_is_bound",
            ),
        ),
    ]
