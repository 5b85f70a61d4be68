"""The staff list inside the identity check: what is kept of it, how it is read, and what a text is told."""

import io
import random
import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from stories.models import DirectoryToken
from stories.privacy.identity import find_details, find_in_parts
from stories.privacy.identity.directory import engine as engine_module
from stories.privacy.identity.directory.actions import clear_directory, replace_directory
from stories.privacy.identity.directory.engine import DirectoryEngine
from stories.privacy.identity.directory.staff_file import StaffFileError, read_staff
from stories.privacy.identity.directory.tokens import Person, digest_of, directory_key, named

pytestmark = pytest.mark.django_db
ENGINES = [DirectoryEngine()]
STAFF = [
    Person(
        first="Katherine", last="O’Dowd-Reyes", email="k.odowd@example.org", title="Chief Pharmacist", site="Elm House"
    ),
    Person(first="Will", last="Young", title="Porter"),
    Person(first="Zsófia", last="de Vries", known_as="Zozo", title="Cleaner"),
    Person(first="Anne-Marie", last="Gardener", title="Manager"),
]  # fmt: skip


@pytest.fixture
def staff() -> None:
    replace_directory(people=STAFF)


def found(text: str) -> list[tuple[str, str]]:
    return [(find.phrase, find.tier) for find in find_details(text, engines=ENGINES)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("then Katherine rang", "Katherine"),
        ("then katherine rang", "katherine"),
        ("then Kate rang", "Kate"),
        ("then kathy rang", "kathy"),
        ("then Katherine O'Dowd-Reyes rang", "Katherine O'Dowd-Reyes"),
        ("then kate odowd reyes rang", "kate odowd reyes"),
        ("then O’Dowd rang", "O’Dowd"),
        ("then K. O'Dowd-Reyes rang", "K. O'Dowd-Reyes"),
        ("then O’Dowd-Reyes, Katherine rang", "O’Dowd-Reyes, Katherine"),
        ("it was k.odowd who rang", "k.odowd"),
        ("it was kodowd who rang", "kodowd"),
        ("then zsofia rang", "zsofia"),
        ("then ZOZO rang", "ZOZO"),
        ("then anne-marie rang", "anne-marie"),
        ("then Annemarie rang", "Annemarie"),
        ("then Anne Marie rang", "Anne Marie"),
        ("then Will Young rang", "Will Young"),
        ("then I saw Will there", "Will"),
        ("over at elm house again", "elm house"),
        ("over at Elm House again", "Elm House"),
    ],
)
def test_somebody_on_the_list_is_found_as_they_are_named(staff, text: str, phrase: str) -> None:
    assert found(text) == [(phrase, "found")]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("KO signed for it", "KO"),
        ("signed by KOR then", "KOR"),
        ("I asked the chief pharmacist for it", "chief pharmacist"),
        ("it was odowd who rang", "odowd"),
    ],
)
def test_what_may_mean_somebody_on_the_list_is_pointed_at(staff, text: str, phrase: str) -> None:
    assert found(text) == [(phrase, "please_check")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I will go when I was young, and the gardener will too",
        "Will you go? Young as I was",
        "my manager and the cleaner asked a porter",
        "a house under an elm",
        "de facto it is",
        "nobody else",
    ],
)
def test_ordinary_words_are_nobody(staff, text: str) -> None:
    assert found(text) == []


def test_a_job_that_many_have_is_no_find() -> None:
    people = [Person(first=f"Qx{number}", title="Ward Clerk") for number in range(12)]
    people.append(Person(first="Qy", title="Harbour Pilot"))
    replace_directory(people=people)

    assert found("I asked the ward clerk and the harbour pilot") == [("harbour pilot", "please_check")]


def test_nothing_is_found_while_no_list_is_loaded() -> None:
    assert found("then Katherine O’Dowd-Reyes rang") == []


def test_reason_and_other_words_are_said(staff) -> None:
    (name, site) = find_details("Kate went to Elm House", engines=ENGINES)

    assert (name.reason, name.suggestion) == (
        "This name is on the staff list. It could show who someone is.", "someone I work with",
    )  # fmt: skip
    assert site.reason == "This is one of our sites. It could show where you work."


@pytest.mark.parametrize("words", [1, 5_000])
@pytest.mark.parametrize("people", [1, 400])
def test_one_query_whatever_the_text_and_the_list(words: int, people: int) -> None:
    replace_directory(people=[Person(first=f"Qx{number}", last=f"Qz{number}") for number in range(people)])
    text = " ".join(f"qx{number}x" for number in range(words))

    with CaptureQueriesContext(connection) as queries:
        find_in_parts({"title": text[:100], "happened": text, "felt": text}, engines=ENGINES)

    assert len(queries) == 1


def test_a_text_that_can_name_nobody_asks_nothing(staff, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert found("and so it was for us") == []


def test_what_is_asked_has_a_limit(staff, monkeypatch) -> None:
    monkeypatch.setattr(engine_module, "MOST_CANDIDATES", 3)

    assert found("qxa qxb qxc qxd katherine") == []


# --- what is kept -------------------------------------------------------------------------------------------


def test_nothing_readable_is_kept(staff) -> None:
    rows = list(DirectoryToken.objects.values_list("digest", "kind"))

    assert {kind for _digest, kind in rows} == {"full", "first", "last", "initials", "title", "site"}
    assert [digest for digest, _kind in rows if not re.fullmatch("[0-9a-f]{32}", digest)] == []


def test_the_digests_are_under_the_key_file(staff) -> None:
    known = set(DirectoryToken.objects.values_list("digest", flat=True))

    assert digest_of(directory_key(), ("kate",)) in known
    assert digest_of(b"another key of thirty-two bytes!", ("kate",)) not in known
    assert len(directory_key()) == 32


def test_the_rows_lie_in_the_order_of_the_digests_and_say_nothing_of_who_belongs_together() -> None:
    people = [Person(first=f"Qx{number}", last=f"Qz{number}") for number in range(60)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # no hole of an earlier row to fill
            cursor.execute("TRUNCATE stories_directorytoken")
    replace_directory(people=people)

    with connection.cursor() as cursor:
        place = "rowid" if connection.vendor == "sqlite" else "ctid"
        cursor.execute(f"SELECT digest FROM stories_directorytoken ORDER BY {place}")
        lying = [digest for (digest,) in cursor.fetchall()]
    assert lying == sorted(lying)
    secret = directory_key()
    places = [lying.index(digest_of(secret, (f"qx{number}",))) for number in range(60)]
    partners = [lying.index(digest_of(secret, (f"qz{number}",))) for number in range(60)]
    near = sum(abs(one - other) for one, other in zip(places, partners, strict=True))
    by_chance = sum(abs(one - other) for one, other in zip(places, random.Random(1).sample(partners, 60), strict=True))
    assert 0.5 < near / by_chance < 2


def test_the_order_of_the_file_changes_nothing() -> None:
    replace_directory(people=STAFF)
    before = list(DirectoryToken.objects.values_list("digest", "kind").order_by("digest"))

    replace_directory(people=STAFF[::-1])

    assert list(DirectoryToken.objects.values_list("digest", "kind").order_by("digest")) == before


def test_loading_again_replaces_and_clearing_forgets(staff) -> None:
    loaded = replace_directory(people=[Person(first="Bashir")])

    assert (loaded.people, loaded.tokens) == (1, DirectoryToken.objects.count())
    assert found("Katherine and Bashir") == [("Bashir", "found")]
    assert clear_directory() == loaded.tokens
    assert DirectoryToken.objects.count() == 0


def test_a_load_that_fails_changes_nothing(staff) -> None:
    before = DirectoryToken.objects.count()

    def people():
        yield Person(first="Bashir")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        replace_directory(people=people())

    assert DirectoryToken.objects.count() == before
    assert found("then Katherine rang") == [("Katherine", "found")]


def test_a_person_shows_nothing_in_a_log() -> None:
    assert "Katherine" not in repr(STAFF[0])


def test_short_and_empty_names_stand_for_nobody() -> None:
    assert list(named(Person(first="X"))) == []
    assert list(named(Person(last="de Al"))) == [("last", ("de", "al")), ("last", ("deal",))]
    assert ("full", ("info",)) in list(named(Person(email="info@example.org")))


@pytest.mark.parametrize(("digest", "kind"), [("", "full"), ("ab", "canary")])
def test_the_database_refuses_what_is_no_token(digest: str, kind: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DirectoryToken.objects.create(digest=digest, kind=kind)


def test_a_token_says_nothing_of_itself_and_is_not_in_the_admin() -> None:
    assert str(DirectoryToken(digest="ab", kind="full")) == "an entry of the staff directory"
    assert not admin.site.is_registered(DirectoryToken)


# --- the file -----------------------------------------------------------------------------------------------


def load(path: Path, **options: object) -> str:
    said = io.StringIO()
    call_command("load_directory", str(path), stdout=said, stderr=said, **options)
    return said.getvalue()


def refusal(path: Path, **options: object) -> str:
    said = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("load_directory", str(path), stdout=said, stderr=said, **options)
    return said.getvalue() + str(error.value)


FILES = {
    "usual": "First name,Last name,Job title\nKatherine,Reyes,Nurse\n",
    "semicolons": "Forename;Surname\nKatherine;Reyes\n",
    "tabs": "Given Name\tFamily Name\nKatherine\tReyes\n",
    "bars": "first|last\nKatherine|Reyes\n",
    "one column": "Employee name\nKatherine Reyes\n",
    "family name first": 'Full Name\n"Reyes, Katherine"\n',
    "empty lines": "\n\nname\n\nKatherine Reyes\n\n",
    "no end": "name\nKatherine Reyes",
    "old ends": "name,site\r\nKatherine Reyes,\r\n",
    "short rows": "name,site,title\nKatherine Reyes\n",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_usual_files_are_read(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(FILES[name].encode(encoding))

    assert load(path).startswith("People loaded: 1, as ")
    assert found("then Kate Reyes rang") == [("Kate Reyes", "found")]


def test_a_file_as_windows_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes("Vorname;Nachname\nJürgen;Groß\n".encode("cp1252"))

    assert load(path, map=["first=vorname", "last=NACHNAME"]).startswith("People loaded: 1,")
    assert found("then Jürgen Groß rang") == [("Jürgen Groß", "found")]


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes("name\nŻaneta Łoś\n".encode("iso8859-2"))

    assert load(path, encoding="iso8859-2").startswith("People loaded: 1,")
    assert found("then Żaneta Łoś rang") == [("Żaneta Łoś", "found")]


def test_what_is_said_in_words(tmp_path: Path, capsys) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("name\n" + "".join(f"Qx{number} Qz{number}\n" for number in range(1_500)))

    said = load(path)

    tokens = DirectoryToken.objects.count()
    assert said == f"People loaded: 1,500, as {tokens:,} digests. No name is kept.\n"
    assert capsys.readouterr() == ("", "")


BAD = "name,email\nKatherine Reyes,\n,\n  ,  \nx,y,zqcanary\n" + "," + "z" * 501 + "\nWill Young,\n"


def test_bad_rows_are_told_by_line_and_never_quoted(tmp_path: Path, staff) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(BAD + '"zqcanary, never closed')
    before = DirectoryToken.objects.count()

    said = refusal(path)

    assert said == (
        "line 5: has 3 cells, and the heading names 2\nline 6: has a cell that is too long\nline 8: is not CSV\n"
        "3 of 5 rows are bad: mend them, or load the others with --skip-bad. Nothing was changed."
    )
    assert DirectoryToken.objects.count() == before


def test_bad_rows_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(BAD)

    said = load(path, skip_bad=True)

    assert "Bad rows left out: 2.\nPeople loaded: 2, as " in said
    assert found("then Kate Reyes rang") == [("Kate Reyes", "found")]


def test_a_row_without_a_name_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("name,title\n,zqcanary\n")

    assert refusal(path).startswith("line 2: has no name\n1 of 1 rows are bad")


def test_of_many_bad_rows_the_first_are_told(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("name,title\n" + ",zqcanary\n" * 30)

    said = refusal(path)

    assert said.count("has no name") == 20
    assert "and 10 more" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file has no heading"),
        (b"\n\n", "The file has no heading"),
        (b"zqcanary,shoe\n1,2\n", "No column holds names."),
        (b"name\n", "The file holds no people."),
        (b"name\nzqcanary\n\x81\x8d", "The file is in another encoding."),
        (b"name\nzqcan\0ary\n", "The file is in another encoding."),
        (b"\xff\xfename\n\xd8", "The file is in another encoding."),
    ],
)
def test_a_file_that_is_no_staff_list(tmp_path: Path, staff, content: bytes, said: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(content)
    before = DirectoryToken.objects.count()

    refused = refusal(path)

    assert refused.startswith(said)
    assert refused.endswith(("Nothing was changed.", "--clear forgets the list."))
    assert "zqcanary" not in refused
    assert DirectoryToken.objects.count() == before


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.csv").startswith("The file cannot be read: No such file")
    assert refusal(tmp_path).startswith("The file cannot be read: ")


def test_a_file_that_is_too_long(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("name\nKatherine Reyes\n")
    monkeypatch.setattr("stories.privacy.identity.directory.staff_file.LONGEST_FILE", 5)

    with pytest.raises(StaffFileError, match="too long"):
        list(read_staff(path, mapping={}))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"map": ["zqcanary"]}, "--map wants FIELD=COLUMN"),
        ({"map": ["first="]}, "--map wants FIELD=COLUMN"),
        ({"map": ["shoe=name"]}, "--map wants FIELD=COLUMN"),
        ({"map": ["site=shoe"]}, "No column is called as --map says for site."),
        ({"encoding": "zqcanary"}, "There is no such encoding."),
        ({"clear": True}, "Name a file, or use --clear."),
    ],
)
def test_options_that_cannot_be_meant(tmp_path: Path, options: dict[str, object], said: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("name\nKatherine Reyes\n")

    refused = refusal(path, **options)

    assert refused.startswith(said)
    assert "zqcanary" not in refused


def test_clearing_by_command(staff) -> None:
    said = io.StringIO()

    call_command("load_directory", clear=True, stdout=said)

    assert said.getvalue() == "The staff list is forgotten.\n"
    assert DirectoryToken.objects.count() == 0


def test_a_file_or_clear_has_to_be_said() -> None:
    with pytest.raises(CommandError, match="Name a file"):
        call_command("load_directory")


def test_no_statement_of_the_load_or_the_check_holds_a_name(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("name,email,title,site\nZqcanary Zqfamily,zqmail@example.org,Zqjob Zqjob,Zqsite\n")

    with CaptureQueriesContext(connection) as queries:
        load(path)
        assert found("then Zqcanary Zqfamily rang") == [("Zqcanary Zqfamily", "found")]

    assert [query["sql"] for query in queries if "zq" in query["sql"].lower()] == []
