"""Where a find stands in the version to publish, and one-step redaction from its button."""

import pytest

from stories.models.story import LONGEST_PART
from stories.moderation import actions
from stories.moderation.redaction import in_short, place_of, replaced
from stories.privacy.difference import Change, difference
from stories.privacy.identity import Find
from tests.factories import make_submission
from tests.stories.moderation.test_views import edited, save, url

WAS = "Al saw Al, Also Al."


def find_at(start, phrase="Al", words="a colleague"):
    return Find(phrase, "", words, "found", start, start + len(phrase), "happened")


@pytest.mark.parametrize(
    ("start", "now", "place"),
    [
        (7, WAS, 7),
        (7, "Then " + WAS, 12),
        (7, "My friend saw Al, Also Al.", 14),
        (7, "Al saw Al; Also Al.", 7),  # other marks around it
        (7, "Al saw somebody, Also Al.", None),  # the others are other finds
        (16, "Al saw Al, Also al.", None),
        (0, "", None),
    ],
)
def test_a_find_is_followed_through_the_changes_around_it(start, now, place):
    found = place_of(find_at(start), difference(WAS, now), now)

    assert found == (None if place is None else (place, place + 2))


def test_its_suggestion_takes_its_place_and_no_other():
    assert replaced(find_at(7), WAS, WAS) == "Al saw a colleague, Also Al."
    assert replaced(find_at(7), WAS, "Gone.") is None


def test_long_runs_between_changes_are_cut_to_the_words_beside_them():
    words = [f"w{number}" for number in range(40)]
    was = " ".join(["x", *words, "y", *words])

    assert in_short(difference(was, was.replace("y", "z"))) == [
        Change("same", " … " + " ".join(words[-8:]) + " "),
        Change("removed", "y "),
        Change("added", "z "),
        Change("same", " ".join(words[:8]) + " … "),
    ]
    assert in_short(difference("a b", "a b")) == [Change("same", "a b")]


@pytest.fixture
def named(desk, moderator):
    """A story with two names in it, in the moderator's hands."""
    submission = make_submission(happened="Mrs Harlow rang.\n\nThen Mr Stone rang.")
    actions.claim(submission=submission, by=moderator)
    submission.refresh_from_db()
    return submission


@pytest.mark.django_db
def test_a_finds_button_keeps_what_was_typed_and_puts_the_words_in_place(desk, named):
    first, second = [each.find for each in desk.get(url(named)).context["story"].finds]

    answer = save(desk, named, happened="Typed. Mrs Harlow rang.\r\n\r\nThen Mr Stone rang.", use=second.key)

    assert answer.url == url(named) + "#find-2"
    assert edited(named)["happened"] == f"Typed. Mrs Harlow rang.\n\nThen {second.suggestion} rang."
    page = desk.get(url(named))
    assert [each.stands for each in page.context["story"].finds] == [True, False]
    assert f'value="{first.key}">' in page.text
    assert f'value="{second.key}" hidden>' in page.text
    assert "Done, and saved." in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["happened-0", "happened-999", "x", "\x00"])
def test_a_find_that_is_not_there_any_more_changes_nothing_but_the_rest_is_saved(desk, named, key):
    answer = save(desk, named, happened="Somebody rang.", use=key)

    assert answer.url == url(named)
    assert "Those words are not in the version to publish any more." in desk.get(url(named)).text
    assert edited(named)["happened"] == "Somebody rang."


@pytest.mark.django_db
def test_words_that_would_make_a_part_too_long_are_said_and_stay_on_the_screen(desk, named):
    find = desk.get(url(named)).context["story"].finds[0].find
    long = "Mrs Harlow rang. " + "x" * (LONGEST_PART - 17)
    assert len(find.suggestion) > len(find.phrase)

    answer = save(desk, named, happened=long, use=find.key)

    assert "Shorten this by" in answer.text
    assert find.suggestion in answer.context["form"]["happened"].value()
    assert edited(named) is None


@pytest.mark.django_db
def test_a_finds_button_is_of_no_use_to_who_does_not_have_the_story(senior_desk, named):
    answer = save(senior_desk, named, happened="Mrs Harlow rang.", use="happened-0")

    assert answer.status_code == 409
    assert "no longer in your hands" in answer.text
    assert edited(named) is None


@pytest.mark.django_db
def test_what_changed_stands_under_each_box_as_it_is_typed(desk, named):
    answer = save(desk, named, happened="Somebody rang.", title="t" * 121)

    assert [bool(box["changes"]) for box in answer.context["boxes"]] == [True, True, False, False, False]
    assert '<ins><span class="vh">added: </span>Somebody ' in answer.text


@pytest.mark.django_db
def test_finds_and_words_of_risk_are_told_apart_by_words_and_lead_to_their_lists(desk, moderator):
    submission = make_submission(title="Mr Stone", happened="Fine.\n\nI want to kill myself. So says Mrs Harlow.")
    desk.post(url(submission, "claim"))

    page = desk.get(url(submission)).text

    assert "<mark>Mr Stone</mark>" in page
    assert '<mark class="risk">kill myself</mark> <a class="ref" href="#risk-1">risk 1</a>' in page
    assert '<li id="risk-1">“kill myself”</li>' in page
    assert '<a href="#finds">Finds (2)</a><a href="#risks">Words of risk (1)</a>' in page
