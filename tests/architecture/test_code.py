"""What import-linter cannot see: string references, names taken from a package, and the names of modules."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

import stories.models
from tests.architecture.places import ROOT, python_files, shown

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}


def module_name(path: Path) -> str:
    """Return the dotted name of the module in this file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def inside(path: Path, packages: tuple[str, ...]) -> bool:
    """Return whether the file is one of these packages or in one."""
    return any(f"{module_name(path)}.".startswith(f"{package}.") for package in packages)


def takers(names: set[str], allowed: tuple[str, ...]) -> list[str]:
    """Return who takes one of these names from the models' package without being allowed to."""
    found = []
    for path in python_files():
        if inside(path, allowed):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "stories.models":
                taken = sorted(names & {alias.name for alias in node.names})
                found += [f"{shown(path)}:{node.lineno} takes {name}" for name in taken]
    return found


def names_made_in(*modules: str) -> set[str]:
    """Return the names that the models' package passes on from these modules of it."""
    makers = {f"stories.models.{module}" for module in modules}
    passed_on = vars(stories.models).items()
    return {name for name, value in passed_on if getattr(value, "__module__", "") in makers}


def test_readers_pages_take_nothing_sealed() -> None:
    sealed = names_made_in("submission", "receipt", "message", "claim")

    elsewhere = ("kb.demo", "kb.management", "stories", "accounts")
    assert takers(sealed, allowed=elsewhere) == []


def test_only_the_authors_own_pages_take_receipts() -> None:
    private = names_made_in("receipt")

    assert takers(private, allowed=("stories.submission", "stories.models", "stories.privacy")) == []


def test_no_field_of_stories_points_at_kb() -> None:
    upward = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in apps.get_app_config("stories").get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not (field.auto_created and not field.concrete)
        if getattr(field.related_model, "_meta", None) and field.related_model._meta.app_label == "kb"
    ]

    assert upward == []


def undocumented(path: Path) -> list[str]:
    """Return the module, and its public functions, classes and methods, that do not say what they are for."""
    module = ast.parse(path.read_text())
    nodes = [node for node in module.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    nodes += [part for each in classes for part in each.body if isinstance(part, ast.FunctionDef | ast.ClassDef)]
    silent = [node for node in nodes if not (node.name.startswith("_") or node.name == "Meta")]
    found = [f"{shown(path)}:{node.lineno} {node.name}" for node in silent if not ast.get_docstring(node)]
    return found if not module.body or ast.get_docstring(module) else [shown(path), *found]


def test_everything_public_says_what_it_is_for() -> None:
    ours = [path for path in python_files() if "migrations" not in path.parts]

    assert [line for path in ours for line in undocumented(path)] == []


def test_no_flow_of_ours_runs_through_signals() -> None:
    taken = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("django.dispatch", "django.db.models.sig"))
    ]

    assert taken == []


def test_every_setting_of_ours_is_read() -> None:
    named = {name for name in dir(settings) if name.startswith("CAIRN_")}
    code = "\n".join(path.read_text() for path in python_files() if path.name != "settings.py")

    assert sorted(name for name in named if not re.search(rf"\b{name}\b", code)) == []


def test_no_module_has_a_vague_name() -> None:
    vague = [
        shown(path)
        for path in python_files("accounts", "stories", "kb", "tests")
        if VAGUE & {path.stem, path.parent.name}
    ]

    assert vague == []
