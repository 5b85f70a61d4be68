"""What the demonstration shows: loaded once for the whole module, as none of these tests changes it."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from kb.demo.actions import load_demo
from kb.demo.people import PASSWORD, PEOPLE
from kb.models import Checklist, Evidence, Guide, HelpEntry, ItemCitation, PeerSupporter, SearchDocument
from kb.transparency.queries import load_report
from kb.transparency.wording import table
from stories.models import Story, Submission, Topic, WorkGroup
from stories.models.submission import State
from stories.models.times import this_week, weeks_between
from stories.privacy.sealing import unseal_parts
from stories.topics.work_groups import load_work_groups

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:
    """Load it in a transaction around those of the tests, and undo it after the last one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


def test_everything_is_there(demo: dict[str, int]) -> None:
    assert all(demo.values())
    assert demo["stories"] == Story.objects.count() >= 60
    assert demo["accounts"] == User.objects.count() == len(PEOPLE)
    assert demo["guides"] == Guide.objects.published().count()
    assert demo["checklists"] == Checklist.objects.published().count()


def test_neighbours_on_the_list_come_from_different_work(demo: dict[str, int]) -> None:
    listed = list(Story.objects.newest_first().values_list("quarter", "work_group__slug"))

    assert [quarter for quarter, _group in listed] == sorted((quarter for quarter, _g in listed), reverse=True)
    alike = [group for (_q, group), (_r, other) in pairwise(listed) if group == other]
    assert alike == []


def test_every_story_can_be_found_by_topic_and_shows_its_work(demo: dict[str, int]) -> None:
    assert not Story.objects.filter(topics=None).exists()
    assert not Story.objects.filter(work_group=None).exists()
    assert load_work_groups().shown == list(WorkGroup.objects.all())
    counted = Counter(Story.topics.through.objects.values_list("tag__slug", flat=True))
    assert dict(Topic.objects.exclude(story_count=0).values_list("slug", "story_count")) == dict(counted)


def test_every_quotation_stands(demo: dict[str, int]) -> None:
    quoted = [
        *Evidence.objects.exclude(quote="").select_related("story"),
        *ItemCitation.objects.exclude(quote="").select_related("story"),
    ]

    assert quoted
    assert [str(one) for one in quoted if not one.quote_stands()] == []


def test_nothing_pretends_to_have_been_checked(demo: dict[str, int]) -> None:
    assert not HelpEntry.objects.exclude(is_example=True, last_verified=None).exists()
    assert set(HelpEntry.objects.values_list("kind", flat=True)) == set(HelpEntry.Kind.values)


def test_somebody_listens_at_every_hour(demo: dict[str, int]) -> None:
    peers = list(PeerSupporter.objects.all())

    assert min(sum(peer.is_on_at(hour) for peer in peers) for hour in range(24)) >= 1


def test_everything_can_be_searched(demo: dict[str, int]) -> None:
    kinds = Counter(SearchDocument.objects.values_list("kind", flat=True))

    assert kinds == {
        "story": Story.objects.count(),
        "guide": Guide.objects.count(),
        "checklist": Checklist.objects.count(),
        "topic": Topic.objects.count(),
        "help": HelpEntry.objects.count(),
    }


def test_waiting_stories_stand_where_their_file_says(demo: dict[str, int]) -> None:
    states = Counter(Submission.objects.values_list("state", flat=True))

    assert sum(states.values()) == demo["waiting stories"]
    assert set(states) == {
        State.RECEIVED, State.IN_REVIEW, State.QUESTION, State.ANSWERED, State.OFFERED, State.SECOND_READ,
        State.APPROVED, State.DECLINED,
    }  # fmt: skip
    assert {weeks_between(week, this_week()) for week in Submission.objects.values_list("received_week", flat=True)} > {
        0
    }
    assert Submission.objects.in_state(State.IN_REVIEW).get().claim.moderator.name == "Yarrow"
    assert Submission.objects.in_state(State.SECOND_READ).get().second_read.first_reader.name == "Yarrow"
    settled = Submission.objects.exclude(settled_week="")
    assert set(settled.values_list("state", flat=True)) == {State.APPROVED, State.DECLINED}


def test_words_of_risk_are_read_first(demo: dict[str, int]) -> None:
    first = Submission.objects.in_state(State.RECEIVED).risk_first().first()

    assert first is not None
    assert first.get_priority_display() == "Read first: words of risk"


def test_a_moderators_version_leaves_the_rest_as_it_was(demo: dict[str, int]) -> None:
    offered = Submission.objects.in_state(State.OFFERED).get()

    original = unseal_parts(offered, "original", offered.sealed_original)
    edit = unseal_parts(offered, "edit", offered.sealed_edit)

    assert set(edit) == set(original)
    assert edit != original


def test_each_person_can_sign_in_with_one_role(demo: dict[str, int]) -> None:
    assert {(user.email, user.name, *user.roles) for user in User.objects.all()} == {
        (person.email, person.name, person.role) for person in PEOPLE
    }
    assert all(user.check_password(PASSWORD) for user in User.objects.all())


def test_the_page_of_numbers_shows_a_year_with_numbers_that_are_told_and_others_that_are_not(
    demo: dict[str, int],
) -> None:
    shown = table(load_report(), is_real=False)
    words = {cell.words for line in shown.lines for cell in line.cells}

    assert len(shown.headings) == 5
    assert {"A few", "None", "Not shown", "1 week"} < words
    assert {cell.words for line in shown.reasons for cell in line.cells} >= {"25+", "Not shown"}
    assert shown.remark
