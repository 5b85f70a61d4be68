"""Two editors of the team's words at the same moment: nobody writes over the other unseen."""

import pytest

from stories.models import MessageTemplate, WordChange
from stories.wording.actions import add_words, save_words
from stories.wording.lists import LISTS
from tests.factories import make_senior
from tests.same_moment import at_the_same_moment

TEMPLATES = LISTS["templates"]
ASK = {"name": "When", "use": "question", "body": "Was it winter?", "position": 1, "is_retired": False}
pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


def test_of_two_who_save_one_is_told_that_the_other_was_first() -> None:
    people = make_senior(), make_senior()
    entry = add_words(words=TEMPLATES, by=people[0], values=ASK)

    def save(number: int) -> None:
        values = {**ASK, "body": f"Was it {number}?"}
        save_words(words=TEMPLATES, slug=entry.slug, version=1, by=people[number], values=values)

    went = at_the_same_moment(lambda: save(0), lambda: save(1))

    entry.refresh_from_db()
    changes = list(WordChange.objects.filter(slug=entry.slug).values_list("number", flat=True))
    assert (went, entry.version, changes) == (["Stale", "done"], 2, [2, 1])


def test_two_new_entries_of_one_name_are_both_kept() -> None:
    people = make_senior(), make_senior()

    went = at_the_same_moment(
        lambda: add_words(words=TEMPLATES, by=people[0], values=ASK),
        lambda: add_words(words=TEMPLATES, by=people[1], values=ASK),
    )

    assert went == ["done", "done"]
    assert MessageTemplate.objects.filter(name="When").values("slug").distinct().count() == 2
