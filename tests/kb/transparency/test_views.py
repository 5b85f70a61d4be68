"""The page of numbers and its file: the same for everybody, and the same as each other."""

import csv
import html
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kb.models import IdentityRequests
from kb.transparency.queries import Report
from kb.transparency.wording import in_weeks, month_after, sheet, table
from stories.models import CountedWeek, Total
from stories.publishing.totals import count_weeks
from tests.factories import make_submission, make_user

pytestmark = pytest.mark.django_db
Kind = Total.Kind
PAGE, FILE = "/transparency/", "/transparency/numbers.csv"


@pytest.fixture
def filled(settings) -> None:
    settings.PRODUCTION = True
    CountedWeek.objects.create(week="2026-W45")
    for quarter, received in (("2025Q4", 12), ("2026Q1", 3), ("2026Q2", 0), ("2026Q3", 41)):
        Total.objects.create(quarter=quarter, kind=Kind.RECEIVED, number=received)
        Total.objects.create(quarter=quarter, kind=Kind.PUBLISHED, number=6)
        Total.objects.create(quarter=quarter, kind=Kind.DECIDED, detail="2", number=received)
        IdentityRequests.objects.create(quarter=quarter, number=0)
    for reason, number in (("blames-someone", 26), ("an-old-one", 12), ("patterns-only", 12), ("author-in-crisis", 2)):
        Total.objects.create(quarter="2026Q3", kind=Kind.DECLINED, detail=reason, number=number)


def rows(text: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the page's tables."""
    for row in re.findall(r'<tr role="row">(.*?)</tr>', text, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        yield [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in cells]


def test_each_row_says_what_may_be_told(client: Client, filled) -> None:
    assert list(rows(client.get(PAGE).text)) == [
        ["What", "October to December 2025", "January to March 2026", "April to June 2026", "July to September 2026",
         "All 12 months"],
        ["Stories received", "10+", "A few", "None", "40+", "Not shown"],
        ["Published", "A few", "A few", "A few", "A few", "20+"],
        ["Changed before they were published", "None", "None", "None", "None", "None"],
        ["Not published", "None", "None", "None", "50+", "50+"],
        ["Passed on at once, for somebody’s safety", "None", "None", "None", "None", "None"],
        ["Taken back by their authors", "None", "None", "None", "None", "None"],
        ["Weeks to a decision: half took no longer", "2 weeks", "Not shown", "Not shown", "2 weeks", "Not shown"],
        ["Requests to name an author", "None", "None", "None", "None", "None"],
        ["Reason", "Stories"],
        ["It blames someone others could name", "25+"],
        ["Its author did not want it published", "10+"],
        ["Another reason", "Not shown"],
        ["The author may be in danger", "Not shown"],
    ]  # fmt: skip


def test_the_file_holds_the_same_cells_as_the_page(client: Client, filled) -> None:
    answer = client.get(FILE)
    found = list(csv.reader(answer.text.splitlines()))
    shown = list(rows(client.get(PAGE).text))
    headings = shown[0][1:]
    numbers = [[row[0], when, cell] for row in shown[1:9] for when, cell in zip(headings, row[1:], strict=True)]

    assert found[0] == ["What", "When", "How many"]
    assert found[1:] == numbers + [[name, headings[-1], cell] for name, cell in shown[10:]]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="numbers.csv"'


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_it_is_the_same_for_everybody_and_sets_no_cookie(client: Client, filled, settings, address: str) -> None:
    settings.CAIRN_READING = "signed-in"
    anonymous = client.get(address)
    client.force_login(make_user("admin"))

    assert anonymous.status_code == 200
    assert client.get(address).content == anonymous.content
    assert not anonymous.cookies


def test_a_demonstration_says_that_its_numbers_are_invented(client: Client, filled, settings) -> None:
    said = "These numbers are invented. They show how the page will look."
    assert said not in client.get(PAGE).text + client.get(FILE).text

    settings.PRODUCTION = False

    assert said in client.get(PAGE).text
    assert list(csv.reader(client.get(FILE).text.splitlines()))[-1] == [said, "", ""]


def test_before_anything_is_counted_the_page_says_so(client: Client) -> None:
    text = client.get(PAGE).text

    assert "Nothing has been counted yet. The first numbers come when a quarter is over." in text
    assert list(rows(text)) == []
    assert client.get(FILE).text == "What,When,How many\n"


def test_in_the_first_quarter_the_page_says_when_numbers_come(client: Client) -> None:
    with time_machine.travel("2026-10-05") as clock:
        make_submission()
        clock.move_to("2026-10-12")
        count_weeks()

    text = client.get(PAGE).text

    assert "The first numbers come in January 2027, when this quarter is over." in text
    assert "A few" not in text.partition("How we count")[0]


def test_a_quarter_of_which_the_lead_said_nothing_says_so(client: Client, filled) -> None:
    IdentityRequests.objects.filter(quarter="2026Q1").delete()
    IdentityRequests.objects.filter(quarter="2026Q2").update(number=2)

    line = next(row for row in rows(client.get(PAGE).text) if row[0] == "Requests to name an author")

    assert line[1:] == ["None", "Not said yet", "A few", "None", "Not said yet"]


def test_the_page_names_the_number_under_which_nothing_is_told(client: Client, settings) -> None:
    settings.CAIRN_SMALLEST_GROUP = 17

    assert "So a number under 17 is shown as “A few”." in client.get(PAGE).text


@pytest.mark.parametrize("name", ["pages:how_we_work", "pages:privacy", "home"])
def test_it_is_found_from_the_pages_that_speak_of_it(client: Client, name: str) -> None:
    assert f'href="{PAGE}"' in client.get(reverse(name)).text


@pytest.mark.parametrize(
    ("weeks", "words"), [(None, "Not shown"), (0, "The same week"), (1, "1 week"), (3, "3 weeks"), (26, "26 or more")]
)
def test_weeks_in_words(weeks: int | None, words: str) -> None:
    assert in_weeks(weeks) == words


def test_months_in_words() -> None:
    assert [month_after(quarter) for quarter in ("2026Q1", "2026Q2", "2026Q3", "2026Q4", "")] == [
        "April 2026", "July 2026", "October 2026", "January 2027", "",
    ]  # fmt: skip
    assert sheet(table(Report(running="", least=10))) == [["What", "When", "How many"]]
