"""A question in, results out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.catalogue.filters import Filters
from kb.search import candidates, engine
from kb.search.documents import index_guide, index_topic
from kb.search.engine import search
from kb.search.question import PAGE, Query, Results
from stories.models import Topic
from stories.publishing.actions import NewStory, publish_stories
from stories.topics.vocabulary import Term, load_vocabulary
from tests.factories import make_guide, make_note, make_story, make_topic, make_work_group

pytestmark = pytest.mark.django_db


def ask(text: str = "", *, kinds: tuple[str, ...] = (), after: int = 0, **chosen: tuple[Term, ...]) -> Results:
    return search(Query(text, kinds, Filters(**chosen), after), load_vocabulary())


def titles(text: str = "", **fields) -> list[str]:
    return [hit.title for hit in ask(text, **fields).stories]


def term(slug: str) -> Term:
    return next(one for one in load_vocabulary().terms if one.slug == slug)


def stories(count: int, **fields) -> None:
    publish_stories([NewStory(title=f"Story {n}", quarter="2026Q2", **fields) for n in range(count)])


def test_any_of_the_words_finds_and_more_of_them_come_first() -> None:
    make_story("One", happened="The rota again.")
    make_story("Both", happened="A rota made by a robot.")
    make_story("Neither", happened="A quiet day.")

    assert titles("robot rota") == ["Both", "One"]


def test_words_are_found_in_every_form_with_and_without_accents() -> None:
    make_story("A", happened="We worked in the café all night.")

    assert titles("working") == titles("CAFE") == titles("cafés") == titles("Nights") == ["A"]


def test_stop_words_count_only_where_nothing_else_is_said() -> None:
    make_story("A", happened="Who am I?", felt="", helped="", advice="")
    make_story("B", happened="Kettle", felt="", helped="", advice="")

    assert titles("who am I with the kettle") == ["B"]
    assert titles("who am I") == ["A"]


def test_the_word_of_a_topic_finds_its_stories_and_shows_the_topic_first() -> None:
    topic = make_topic("Too much work", aliases=("overtime",))
    index_topic(topic)
    make_story("Tagged", topics=[topic])
    make_story("Other")

    results = ask("overtime")

    assert [term.id for term in results.named] == [topic.pk]
    assert [(hit.kind, hit.title) for hit in results.others] == [("topic", "Too much work")]
    assert [hit.title for hit in results.stories] == ["Tagged"]


def test_filters_narrow_what_the_words_find() -> None:
    hard, helped = make_topic(), make_topic("Said no", kind=Topic.Kind.HELPED)
    note, group = make_note(), make_work_group()
    make_story("All", topics=[hard, helped], work_group=group)
    make_story("Hard", topics=[hard], notes=[note])
    make_story("Plain")

    on = {"topics": (term("night-shifts"),)}
    assert set(titles("kettle", **on)) == {"All", "Hard"}
    assert titles("kettle", helped=(term("said-no"),), **on) == ["All"]
    assert titles("kettle", settings=(term("patient-care"),)) == ["All"]
    assert set(titles("kettle", without=(term("death"),))) == {"All", "Plain"}
    assert titles("kettle", without=(term("death"),), **on) == ["All"]
    assert titles("kettle", kinds=("guide",)) == []


def test_filters_alone_list_the_newest_first() -> None:
    topic = make_topic()
    for title in ("First", "Second"):
        make_story(title, topics=[topic])
    make_story("Other")

    assert titles(topics=(term("night-shifts"),)) == ["Second", "First"]
    assert titles(without=(term("night-shifts"),)) == ["Other", "Second", "First"]


def test_a_guide_with_one_common_word_of_many_is_no_answer_unless_guides_are_asked_for() -> None:
    index_guide(make_guide())
    stories(30, happened="It was the end of a kettle, a robot and a rota.")

    assert ask("end kettle robot rota").others == ()
    assert [hit.title for hit in ask("end kettle robot rota", kinds=("guide",)).others] == ["The way home after nights"]


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    stories(PAGE * 2 + 5, happened="A kettle.")

    pages = [ask("kettle", after=after) for after in (0, PAGE, PAGE * 2)]

    assert [len(page.stories) for page in pages] == [PAGE, PAGE, 5]
    assert len({hit.object_id for page in pages for hit in page.stories}) == PAGE * 2 + 5
    assert [page.more for page in pages] == [PAGE + 5, 5, 0]
    assert ask("kettle", after=PAGE * 9).after == 0


def test_above_three_hundred_nothing_is_counted() -> None:
    stories(301, happened="A kettle.")

    results = ask("kettle")

    assert results.totals["story"] == 300


def test_a_common_word_is_looked_for_among_the_newest(monkeypatch) -> None:
    monkeypatch.setattr(engine, "most_weighed", lambda: 3)
    for number in range(6):
        make_story(f"Story {number}", happened="A robot and a rota." if number < 4 else "A rota.")

    assert titles("rota") == [f"Story {number}" for number in (5, 4, 3, 2, 1, 0)]
    assert titles("rota robot") == [f"Story {number}" for number in (3, 2, 1, 0)]


def test_among_many_those_with_every_word_are_not_missed(monkeypatch) -> None:
    monkeypatch.setattr(engine, "most_weighed", lambda: 3)
    monkeypatch.setattr(candidates, "MOST_STORIES", 2)
    make_story("Both, long ago", happened="A robot and a rota.")
    for number in range(5):
        make_story(f"Robot {number}", happened="A robot.")
        make_story(f"Rota {number}", happened="A rota.")

    assert titles("robot rota")[0] == "Both, long ago"


@pytest.mark.parametrize("count", [1, 30, 300])
def test_queries_do_not_grow_with_the_stories(django_assert_num_queries, count: int) -> None:
    stories(count, happened="A kettle on a night shift.", topics=[make_topic()])
    vocabulary = load_vocabulary()

    with django_assert_num_queries(3):
        results = search(Query("kettle at night"), vocabulary)

    assert results.totals["story"] == count


def test_a_long_question_is_cut_and_says_so() -> None:
    make_story("Found", happened="kettle")

    assert ask("kettle").ignored is False
    assert ask("kettle " + "x" * 400).ignored is True
    many = ask("kettle " + " ".join(f"word{number}" for number in range(20)))
    assert (many.ignored, [hit.title for hit in many.stories]) == (True, ["Found"])
    numbered = " ".join(f"w{number}" for number in range(engine.MOST_WORDS))
    assert [hit.title for hit in ask(f"{numbered} kettle").stories] == []


@pytest.mark.parametrize("text", ["…", "🙂", "''", "%", "_", "*", "()"])
def test_signs_alone_find_nothing(text: str) -> None:
    make_story()

    assert ask(text) == Results()


HOSTILE = [
    'kettle" OR "1"="1', "kettle NEAR robot", "NEAR(kettle, 5)", "kettle AND NOT", "OR OR OR", "NOT", "title:kettle",
    "kettle*", "^kettle", "-kettle", "{title words} : kettle", "kettle'; DROP TABLE kb_searchdocument; --", "kettle&|",
    "kettle:*", "!kettle", "kettle <-> robot", "kettle\\", "\\'", "'kettle'", "((((kettle", "=kdstory kettle",
    "%s kettle", "%(x)s kettle", "ke\u0000ttle kettle", "\u202ekettle", "kettle\u0300", "ﬁre kettle", "½ kettle",
    "ͺ kettle", "\ud800 kettle", "kdstory", "=tp1", "𞤀𞤁", "夜勤 つらい", "مناوبة ليلية",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_of_a_query_language_are_only_signs(text: str) -> None:
    make_story("Found", happened="A kettle.", felt="", helped="", advice="")

    assert titles(text) in (["Found"], [])
    assert titles("kettle") == ["Found"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_no_question_is_an_error(text: str) -> None:
    assert isinstance(search(Query(text), load_vocabulary()), Results)
