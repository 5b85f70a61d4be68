import pytest

from kb.catalogue.filters import Filters
from kb.library.headings import heading, subject
from stories.models import Topic
from stories.topics.vocabulary import Term, load_vocabulary
from tests.factories import make_topic, make_work_group


def term(slug: str) -> Term:
    return next(one for one in load_vocabulary().terms if one.slug == slug)


def test_nothing_chosen_is_all_stories() -> None:
    assert (heading(Filters()), subject(Filters())) == ("Stories", "")


@pytest.mark.django_db
def test_everything_chosen_reads_as_a_sentence() -> None:
    make_topic("Night shifts")
    make_topic("Asked for help", kind=Topic.Kind.HELPED)
    make_topic("Said no", kind=Topic.Kind.HELPED)
    make_work_group()

    every = Filters(
        topics=(term("night-shifts"),),
        helped=(term("asked-for-help"), term("said-no")),
        settings=(term("patient-care"),),
    )

    assert heading(every) == (
        "Stories from patient care about night shifts where this helped: asked for help and said no"
    )
