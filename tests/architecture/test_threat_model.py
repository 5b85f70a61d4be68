"""The threat model names what there is: every table that is kept, and no file, setting or command that is gone."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands

from stories.publishing.retention import KEPT
from tests.architecture.places import ROOT

MODEL = ROOT / "docs/threat-model.md"
TEXT = MODEL.read_text()
# Django's own, and tables of libraries that hold nobody: in the retention file, and not worth a reviewer's time.
OF_THE_FRAMEWORK = {
    "accounts.User_groups", "accounts.User_user_permissions", "auth.Permission", "auth.Group", "auth.Group_permissions",
    "contenttypes.ContentType", "taggit.Tag", "taggit.TaggedItem",
}  # fmt: skip
# What hangs on a guide or a checklist goes with it, and holds the house's own words.
OF_THE_HOUSE = re.compile(r"kb\.(Guide|Checklist)\w+|kb\.Claim")
BY_FIELD = (
    "Submission", "SealedKey", "Message", "SecondRead", "SubmissionTopic", "SubmissionNote", "Step", "Claim", "Receipt",
    "Decision", "QuarterKey", "DigestDay", "DutyLetter",
)  # fmt: skip


def links(name: str) -> set[str]:
    """Return where a page's links lead, without anchors."""
    found = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", (ROOT / name).read_text())
    return set(found)


def named_fields(table: str) -> set[str]:
    """Return the fields that the model's row of a table names."""
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{table}` |"))
    return set(re.findall(r"`(\w+)`", row)) - {table}


def test_every_link_leads_to_a_file() -> None:
    assert [path for path in sorted(links("docs/threat-model.md")) if not (MODEL.parent / path).exists()] == []


def test_every_anchor_is_a_heading() -> None:
    headings = {re.sub(r"[^\w\- ]", "", line.lstrip("# ")).lower().replace(" ", "-") for line in TEXT.splitlines()
                if line.startswith("#")}  # fmt: skip

    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) - headings == set()


def test_every_table_that_is_kept_is_named() -> None:
    asked = {label for label in KEPT if label not in OF_THE_FRAMEWORK and not OF_THE_HOUSE.fullmatch(label)}

    assert [label for label in sorted(asked) if f"`{label.partition('.')[2]}`" not in TEXT] == []


@pytest.mark.parametrize("table", BY_FIELD)
def test_every_field_that_is_kept_of_a_waiting_story_and_of_the_desk_is_named(table: str) -> None:
    kept = {field for _rule, fields in KEPT[f"stories.{table}"] for field in fields.split()}

    assert named_fields(table) & kept == kept


def test_every_number_of_days_is_the_default() -> None:
    told = dict(re.findall(r"`(CAIRN_(?:DAYS|CLAIM)_\w+)` \((\d+)\)", TEXT))

    assert told.keys() >= {name for name in dir(settings) if name.startswith("CAIRN_DAYS_")} - {"CAIRN_DAYS_BACKUPS"}
    assert {name: int(number) for name, number in told.items()} == {name: getattr(settings, name) for name in told}


def test_every_setting_and_command_that_is_named_exists() -> None:
    asked = set(re.findall(r"`(CAIRN_[A-Z_]+)", TEXT))

    assert {name for name in asked if not hasattr(settings, name)} == set()
    assert set(re.findall(r"`manage\.py (\w+)", TEXT)) - get_commands().keys() == set()


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_it_is_found_from(page: str) -> None:
    assert MODEL.resolve() in {(ROOT / page).parent.joinpath(path).resolve() for path in links(page)}
