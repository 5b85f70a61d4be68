"""A kind of work can be part of a broader one, which stands beside a story where too few people share the narrow one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0007_digest_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="workgroup",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="What is shown instead where too few people share this one.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="narrower",
                to="stories.workgroup",
                verbose_name="part of",
            ),
        ),
        migrations.AlterField(
            model_name="workgroup",
            name="head_count",
            field=models.PositiveIntegerField(
                default=0,
                help_text="People, not stories, with those of narrower kinds. When they become too few, the kind of work "
                "is taken off its stories for good, and the broader one is put there.",
                verbose_name="how many people work there",
            ),
        ),
        migrations.AddConstraint(
            model_name="workgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="stories_work_group_not_its_own_parent",
            ),
        ),
    ]
