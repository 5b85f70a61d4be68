"""What an author is told where a staff list is loaded: not who is on it, where the check sees the name anyway."""

from itertools import pairwise

import pytest
from django.test import Client

from stories.moderation.opened import open_story
from stories.privacy.identity import MOST, Find, find_in_parts
from stories.privacy.identity.directory.actions import replace_directory
from stories.privacy.identity.directory.tokens import Person
from tests.factories import make_submission
from tests.stories.submission.pages import filled, post

pytestmark = pytest.mark.django_db
STAFF = [
    Person(
        first="Katherine", last="O’Dowd-Reyes", email="k.odowd@example.org", title="Chief Pharmacist", site="Elmbrook"
    ),
    Person(first="Zsófia", last="Wrzesniewska", known_as="Zozo", title="Cleaner"),
]  # fmt: skip


@pytest.fixture
def staff() -> None:
    replace_directory(people=STAFF)


def to_author(text: str) -> list[Find]:
    return find_in_parts({"happened": text}, is_for_author=True)


def seen(text: str) -> list[tuple[str, str, str]]:
    return [(find.phrase, find.tier, find.reason) for find in to_author(text)]


@pytest.mark.parametrize(
    "text",
    [
        "then Katherine rang me",
        "then Katherine O’Dowd-Reyes rang me",
        "then I told Zsófia Wrzesniewska all of it",
        "it was Wrzesniewska who rang",
        "then Katherine Jones and Zsófia Brown rang",
        "then ZOZO rang",
        "mail k.odowd@example.org about it",
        "I asked KO, who signed",
        "over at Elmbrook again",
    ],
)
def test_what_is_found_anyway_is_told_the_same_with_the_list_and_without(text: str) -> None:
    without = to_author(text)

    replace_directory(people=STAFF)

    assert without
    assert to_author(text) == without


@pytest.mark.parametrize(
    ("text", "phrase", "reason"),
    [
        ("then wrzesniewska rang", "wrzesniewska", "This could be a name or a place. It could show who someone is."),
        ("over at elmbrook again", "elmbrook", "This could show where you work."),
        (
            "I asked the chief pharmacist for it",
            "chief pharmacist",
            "Few people have this job. It could show who you are.",
        ),
    ],
)
def test_what_only_the_list_knows_is_to_be_looked_at(staff, text: str, phrase: str, reason: str) -> None:
    assert (phrase, "please_check", reason) in seen(text)


def test_of_a_name_that_is_half_found_the_other_half_is_to_be_looked_at(staff) -> None:
    found = seen("then katherine odowd reyes rang")

    assert [phrase for phrase, _tier, _reason in found] == ["katherine", "odowd reyes"]
    assert found[1][1] == "please_check"


def test_no_two_finds_stand_in_the_same_place(staff) -> None:
    text = "katherine odowd reyes, k odowd, zsofia wrzesniewska of Elmbrook, O’Dowd-Reyes, Katherine. KO and ZW."
    finds = to_author(text)

    assert [first for first, then in pairwise(finds) if first.end > then.start] == []
    assert [find.phrase for find in finds] == [text[find.start : find.end] for find in finds]


def test_a_text_of_nothing_but_names_has_as_many_finds_as_the_page_shows(staff) -> None:
    found = to_author("wrzesniewska " * 4_000)

    assert {(find.phrase, find.tier) for find in found} == {("wrzesniewska", "please_check")}
    assert len(found) == MOST


def test_the_page_of_the_check_never_speaks_of_a_list(staff, client: Client) -> None:
    happened = "Katherine, zozo and wrzesniewska, KO and the chief pharmacist of elmbrook."

    page = post(client, "/share/check/", filled(happened=happened)).content.decode()

    assert "<mark>wrzesniewska</mark>" in page
    assert [words for words in ("staff list", "one of our sites", "Few people here") if words in page] == []


def test_the_desk_is_told(staff) -> None:
    opened = open_story(make_submission(happened="then wrzesniewska rang"))

    told = [(each.find.phrase, each.find.reason) for each in opened.finds]
    assert told == [("wrzesniewska", "This name is on the staff list. It could show who someone is.")]
