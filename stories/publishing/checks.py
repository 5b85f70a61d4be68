"""What `manage.py check` says about keeping: a field without a rule, a rule nobody carries out, another key file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.models import CASCADE, Model

from stories.privacy.keycheck import compare
from stories.publishing.purging import PURGES
from stories.publishing.retention import KEPT, Rule

ELSEWHERE = {"idle claims put back"}  # jobs of the desk's


def every_field_has_a_rule(app_configs: Sequence[AppConfig] | None = None, **_rest: Any) -> list[CheckMessage]:
    """Compare the retention file with the tables: each field stands in it once, and each rule can be kept."""
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    messages: list[CheckMessage] = []
    for label in sorted(KEPT.keys() - models.keys()):
        messages.append(_error(label, "is not a table", "E003"))
    for label, model in sorted(models.items()):
        rules = KEPT.get(label, ())
        named = [name for _rule, names in rules for name in names.split()]
        fields = {field.name for field in model._meta.concrete_fields}
        for name in sorted(fields - set(named)):
            messages.append(_error(f"{label}.{name}", "has no rule: how long is it kept?", "E001"))
        for name in sorted(name for name in set(named) if name not in fields or named.count(name) > 1):
            messages.append(_error(f"{label}.{name}", "is no field, or stands there twice", "E002"))
        messages += [_error(label, why, "E004") for rule, _names in rules if (why := _broken(model, rule))]
    return messages


def key_file_is_this_sites(databases: Sequence[str] | None = None, **_rest: Any) -> list[CheckMessage]:
    """Compare the key file with what the database remembers. Says nothing where the tables are not made yet."""
    if not databases:
        return []
    try:
        compare()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="stories.E005")]
    except DatabaseError:
        return []
    return []


def _broken(model: type[Model], rule: Rule) -> str:
    """Return why the rule would not be kept; empty when it is."""
    if rule.how == "purged" and rule.job not in {name for name, _job in PURGES} | ELSEWHERE:
        return f"names a job that nobody does: {rule.job}"
    if rule.setting and not hasattr(settings, rule.setting):
        return f"names a setting that there is not: {rule.setting}"
    if rule.how == "with" and _on_delete(model, rule.of) is not CASCADE:
        return f"would stay when its {rule.of} goes"
    return ""


def _on_delete(model: type[Model], name: str) -> Any:
    remote: Any = model._meta.get_field(name).remote_field
    return remote.on_delete if remote else None


def _error(what: str, why: str, number: str) -> Error:
    return Error(
        f"{what} {why}", hint="stories/publishing/retention.py says how long what is kept.", id=f"stories.{number}"
    )
