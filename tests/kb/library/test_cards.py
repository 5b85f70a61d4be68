import pytest
from django.utils.translation import override

from kb.catalogue.cards import Card
from kb.library.cards import cards, shortened
from stories.models import Topic
from stories.topics.vocabulary import Vocabulary, load_vocabulary
from tests.factories import make_note, make_story, make_topic, make_work_group


@pytest.mark.django_db
def test_a_card_shows_what_helped_what_it_is_about_and_what_it_mentions() -> None:
    story = make_story(
        "The bus home",
        helped="Somebody put the kettle on.",
        topics=[make_topic("Night shifts"), make_topic("Asked for help", kind=Topic.Kind.HELPED)],
        notes=[make_note("death", name="a death")],
        work_group=make_work_group(name="Patient care"),
    )

    assert cards([story], load_vocabulary()) == [
        Card(
            url=story.get_absolute_url(),
            title="The bus home",
            said="“Somebody put the kettle on.”",
            about="Patient care · Night shifts · what helped: asked for help",
            season="Spring 2026",
            mentions="Mentions a death",
        )
    ]


@pytest.mark.django_db
def test_a_card_does_not_name_a_group_that_few_people_share() -> None:
    story = make_story(work_group=make_work_group("chapel", name="Chapel", head_count=9), helped="")

    card = cards([story], load_vocabulary())[0]

    assert (card.about, card.said, card.mentions) == ("", "", "")


@pytest.mark.django_db
def test_no_stories_make_no_cards(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert cards([], Vocabulary(())) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("  \n ", ""),
        ("One.\n\nTwo.", "“One. Two.”"),
        ("One two three four", "“One two…”"),
        ("One two. Three", "“One two…”"),
        ("Onetwothreefourfive", "“Onetwothre…”"),
    ],
)
def test_shortened_cuts_after_a_word(text: str, said: str) -> None:
    with override("en-gb"):
        assert shortened(text, 10) == said
