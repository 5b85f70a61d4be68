"""import_stories and export_stories, as an operator runs them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kb.models import SearchDocument
from stories.exchange import actions
from stories.models import ImportedRow, Story, Submission, Topic
from stories.models.submission import Priority, State
from stories.privacy.sealing import unseal_parts
from tests.factories import make_note, make_story, make_submission, make_topic, make_work_group

pytestmark = pytest.mark.django_db
SECRET = "Harlow Road"


def run(name: str, *arguments: Any) -> str:
    out = io.StringIO()
    call_command(name, *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def import_stories(*arguments: Any) -> str:
    return run("import_stories", *arguments)


def jsonl(folder: Path, *rows: dict[str, Any], name: str = "stories.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def numbered(count: int) -> list[dict[str, Any]]:
    return [{"id": number, "happened": f"Story {number}.", "topics": ["Radio"]} for number in range(count)]


def test_stories_wait_to_be_read(tmp_path: Path) -> None:
    nights, note = make_topic(), make_note()
    path = jsonl(tmp_path, {"what_happened": "I slept. Twice.", "topics": "nights; night shifts", "notes": "death"})

    said = import_stories(path, "--map-topic", "nights=night-shifts")

    assert said == "Stories added: 1, waiting to be read. Here already: 0.\n"
    waiting = Submission.objects.get()
    assert (waiting.state, waiting.publish_consent, waiting.quote_consent) == (State.RECEIVED, "yes", "no")
    assert list(waiting.topics.all()) == [nights]
    assert list(waiting.notes.all()) == [note]
    assert unseal_parts(waiting, "original", waiting.sealed_original) == {
        "title": "I slept", "happened": "I slept. Twice.", "felt": "", "helped": "", "advice": "",
    }  # fmt: skip
    assert not hasattr(waiting, "receipt")
    assert not Story.objects.exists()


def test_words_of_risk_are_read_first(tmp_path: Path) -> None:
    import_stories(jsonl(tmp_path, {"happened": "I want to kill myself."}))

    assert Submission.objects.get().priority == Priority.READ_FIRST


def test_released_stories_are_public_at_once(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"happened": "I slept.", "year": 2020, "topics": ["Radio"]})

    said = import_stories(path, "--release", "--quote", "ask")

    assert said.startswith("Stories added: 1, published. Here already: 0.\nTopics made: 1.")
    story = Story.objects.get()
    assert (story.title, story.quarter, story.quote_consent) == ("I slept", "2020Q4", "ask")
    assert Topic.objects.get().story_count == 1
    assert SearchDocument.objects.filter(kind="story", object_id=story.pk).exists()
    assert not Submission.objects.exists()


def test_a_second_time_adds_nothing_not_even_in_another_order(tmp_path: Path) -> None:
    rows = [*numbered(3), {"happened": "Without a number."}]
    import_stories(jsonl(tmp_path, *rows), "--release")

    said = import_stories(jsonl(tmp_path, *reversed(rows), {"id": 9, "happened": "New."}), "--release")

    assert said == "Stories added: 1, published. Here already: 4.\n"
    assert Story.objects.count() == ImportedRow.objects.count() == 5


def test_the_same_row_twice_in_a_file_is_one_story(tmp_path: Path) -> None:
    assert import_stories(jsonl(tmp_path, *numbered(1), *numbered(1)), "--release").startswith(
        "Stories added: 1, published. Here already: 1.\n"
    )


def test_two_systems_may_count_alike(tmp_path: Path) -> None:
    path = jsonl(tmp_path, *numbered(2))

    import_stories(path, "--release", "--source", "old forms")
    import_stories(path, "--release", "--source", "the box in the canteen")

    assert Story.objects.count() == 4


def test_a_story_that_was_taken_back_does_not_return(tmp_path: Path) -> None:
    path = jsonl(tmp_path, *numbered(1))
    import_stories(path)
    Submission.objects.get().delete()

    import_stories(path)

    assert not Submission.objects.exists()


def test_a_row_leaves_no_trace_of_its_number(tmp_path: Path) -> None:
    import_stories(jsonl(tmp_path, {"id": "HR-2291", "happened": "x"}), "--release")

    (row,) = ImportedRow.objects.values_list("digest", flat=True)
    assert len(row) == 64
    assert "2291" not in row


def test_one_bad_row_stops_all_and_its_text_is_not_told(tmp_path: Path) -> None:
    path = jsonl(tmp_path, *numbered(2), {"happened": SECRET, "quarter": SECRET}, {"felt": ""})
    out = io.StringIO()

    with pytest.raises(CommandError, match="2 of 4 rows are bad") as raised:
        call_command("import_stories", str(path), stdout=out, stderr=out)

    assert out.getvalue() == "line 3: the quarter is not written like 2026Q2\nline 4: holds no story\n"
    assert SECRET not in str(raised.value)
    assert not Submission.objects.exists()
    assert not ImportedRow.objects.exists()


def test_bad_rows_can_be_left_out(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"happened": 3}, *numbered(2))
    path.write_text(path.read_text() + "{not JSON\n")

    said = import_stories(path, "--release", "--skip-bad")

    assert "Bad rows left out: 2.\nStories added: 2, published." in said
    assert Story.objects.count() == 2


def test_only_the_first_errors_are_told(tmp_path: Path) -> None:
    out = io.StringIO()

    with pytest.raises(CommandError, match="25 of 25 rows are bad"):
        call_command("import_stories", str(jsonl(tmp_path, *[{"felt": ""}] * 25)), stdout=out, stderr=out)

    assert out.getvalue().count("line ") == 20
    assert out.getvalue().endswith("and 5 more\n")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    said = import_stories(jsonl(tmp_path, *numbered(2)), "--dry-run")

    assert said == "Rows that could be imported: 2. Nothing was written.\n"
    assert not Submission.objects.exists()
    assert not Topic.objects.exists()


def test_kinds_of_work_that_are_not_known_are_told(tmp_path: Path) -> None:
    said = import_stories(jsonl(tmp_path, {"happened": "x", "setting": "the moon"}))

    assert said.startswith("Kinds of work not known here, or too small, and left out: in 1 rows.\n")


def test_a_kind_of_work_that_few_share_is_not_kept_while_a_story_waits(tmp_path: Path) -> None:
    nights = make_work_group("nights", name="Nights", head_count=4, parent=make_work_group())
    make_work_group("boats", name="Boats", head_count=4)

    said = import_stories(jsonl(tmp_path, *({"happened": name, "setting": name} for name in ("Nights", "Boats"))))

    assert {row.work_group for row in Submission.objects.all()} == {nights.parent, None}
    assert "or too small, and left out: in 1 rows." in said


@pytest.mark.parametrize(
    ("rows", "arguments", "message"),
    [
        ([], [], "The file holds no rows"),
        ([{"happened": "x"}], ["--map", "Story=felt"], "No row has a column Story"),
        ([{"happened": "x"}], ["--map", "Story"], "--map wants column=part"),
        ([{"happened": "x"}], ["--quarter", "soon"], "--quarter wants a quarter"),
        ([{"happened": "x"}], ["--quarter", "2999Q1"], "--quarter wants a quarter"),
        ([{"happened": "x", "topics": "Radio"}], ["--no-new-topics"], "1 of 1 rows are bad"),
        ([{"happened": "x", "topics": [f"t{n}" for n in range(201)]}], [], "would make 201 new topics"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, rows: list[dict[str, Any]], arguments: list[str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        import_stories(jsonl(tmp_path, *rows), *arguments)

    assert not Submission.objects.exists()


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "stories.csv"
    path.write_bytes("happened\nà la carte\n".encode("latin-1"))

    with pytest.raises(CommandError, match="not UTF-8"):
        import_stories(path)


def test_a_broken_off_import_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    path = jsonl(tmp_path, *numbered(5))
    whole = actions.publish_stories

    def stops_at_the_third_batch(new: Any) -> Any:
        if Story.objects.count() == 4:
            raise KeyboardInterrupt
        return whole(new)

    monkeypatch.setattr(actions, "publish_stories", stops_at_the_third_batch)
    with pytest.raises(KeyboardInterrupt):
        import_stories(path, "--release")
    monkeypatch.setattr(actions, "publish_stories", whole)

    assert import_stories(path, "--release").startswith("Stories added: 1, published. Here already: 4.")
    assert Story.objects.count() == 5


def test_the_queries_of_a_batch_do_not_grow_with_it(tmp_path: Path, django_assert_max_num_queries: Any) -> None:
    make_topic("Radio")

    with django_assert_max_num_queries(40):
        import_stories(jsonl(tmp_path, *numbered(300)), "--release")


def stories_as_they_are() -> list[Any]:
    return sorted(
        (
            story.title, story.happened, story.felt, story.helped, story.advice, story.quarter, story.quote_consent,
            story.work_group and story.work_group.slug, sorted(topic.slug for topic in story.topics.all()),
            sorted(note.slug for note in story.notes.all()),
        )
        for story in Story.objects.with_card()
    )  # fmt: skip


def make_some_stories() -> None:
    topics = [make_topic(), make_topic("A walk", kind=Topic.Kind.HELPED)]
    make_story("=1+1", topics=topics, notes=[make_note()], work_group=make_work_group())
    make_story(
        "'-odd", happened='- one\n- “two”; "three", four\n\nfive', felt="", helped="", advice="@all", quote_consent="no"
    )


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_what_is_exported_can_be_imported(tmp_path: Path, kind: str) -> None:
    make_some_stories()
    before, path = stories_as_they_are(), tmp_path / f"stories.{kind}"

    assert run("export_stories", path) == f"2 stories written to {path}.\n"
    Story.objects.all().delete()
    import_stories(path, "--release", "--no-new-topics")

    assert stories_as_they_are() == before


def test_the_export_holds_what_readers_see() -> None:
    story = make_story(topics=[make_topic()], work_group=make_work_group("few", name="Few", head_count=3))
    make_submission(happened=SECRET)

    (line,) = run("export_stories").splitlines()

    assert json.loads(line) == {
        "id": story.code, "title": story.title, "what_happened": story.happened, "what_it_was_like": story.felt,
        "what_helped": story.helped, "advice": story.advice, "topics": ["Night shifts"], "helped_by": [], "notes": [],
        "setting": "", "quarter": "2026Q2", "quote": "yes",
    }  # fmt: skip


def test_the_order_of_the_export_is_not_the_order_of_release() -> None:
    made = [make_story(f"Story {number}") for number in range(12)]

    titles = [json.loads(line)["title"] for line in run("export_stories").splitlines()]

    assert titles == [story.title for story in sorted(made, key=lambda story: story.pk)]
    assert titles != [story.title for story in made]


def test_no_cell_of_the_export_is_a_formula() -> None:
    make_some_stories()

    rows = list(csv.reader(io.StringIO(run("export_stories", "-", "--format", "csv"))))

    assert len(rows) == 3
    assert [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}] == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_export_asks_as_often_for_one_as_for_thirty(count: int, django_assert_num_queries: Any) -> None:
    topic, group = make_topic(), make_work_group()
    for number in range(count):
        make_story(f"Story {number}", topics=[topic], work_group=group)

    with django_assert_num_queries(4):
        run("export_stories")


def test_a_file_is_put_in_place_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        run("export_stories", tmp_path / "nowhere" / "stories.csv")
    with pytest.raises(CommandError, match="--format"):
        run("export_stories", tmp_path / "stories.txt")

    assert list(tmp_path.iterdir()) == []
