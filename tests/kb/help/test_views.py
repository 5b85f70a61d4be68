"""The help pages: order, dates, and standing without a database."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import brotli
import pytest
import time_machine
from django.urls import reverse

from kb.frame import help_file
from kb.frame.help_file import Entry, Help
from kb.help import snapshot
from kb.models import HelpEntry, PeerSupporter

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """The help file of no other test."""
    settings.DATA_DIR = tmp_path
    snapshot.breaker.reset()


def headings(text: str) -> list[str]:
    return re.findall(r"<h2[^>]*>(.*?)</h2>", text)


def make_entries(count: int = 1) -> None:
    for number in range(count):
        for kind in HelpEntry.Kind.values:
            HelpEntry.objects.create(kind=kind, name=f"{kind} {number}", contact="Example", position=number)
        PeerSupporter.objects.create(alias=f"Peer {number}", listens_to="Wards", from_hour=0, to_hour=23)


@pytest.mark.django_db
@time_machine.travel("2026-03-03 09:00+00:00")
def test_help_stands_in_the_order_of_urgency(client) -> None:
    make_entries()

    assert headings(client.get("/help/").text) == [
        "In danger this minute",
        "Talk to someone today or tonight",
        "Peer supporters on now",
        "Something is not safe",
        "Worried about a colleague",
    ]


@pytest.mark.django_db
def test_without_entries_the_pages_own_words_stand_in(client) -> None:
    page = client.get("/help/").text

    assert headings(page)[0] == "In danger this minute"
    assert "Ring your emergency number" in page
    assert "Your site has not filled in its numbers yet" in page
    assert "Your site has not filled in who that is" in page
    assert "Say what you have seen" in page
    assert "Peer supporters on now" not in page


@pytest.mark.django_db
def test_an_entry_says_when_it_was_checked_and_what_is_only_an_example(client) -> None:
    HelpEntry.objects.create(kind="talk_now", name="Line", last_verified=date(2026, 3, 3), contact="x")
    HelpEntry.objects.create(kind="talk_now", name="Text", is_example=True, last_verified=date(2026, 3, 4))
    HelpEntry.objects.create(kind="speak_up", name="Guardian")

    page = client.get("/help/").text

    assert re.findall(r"Checked [\w ]+|An example, not yet filled in|Not checked yet", page) == [
        "Checked 3 March 2026",
        "An example, not yet filled in",
        "Not checked yet",
    ]


@pytest.mark.django_db
def test_only_addresses_a_telephone_or_browser_may_follow_become_links(client) -> None:
    HelpEntry.objects.create(kind="talk_now", name="Good", contact="Ring us", contact_url="tel:+440000")
    HelpEntry.objects.create(kind="talk_now", name="Bad", contact="<b>Press</b>", contact_url="javascript:alert(1)")

    page = client.get("/help/").text

    assert 'href="tel:+440000"' in page
    assert "javascript:" not in page
    assert "&lt;b&gt;Press&lt;/b&gt;" in page


@pytest.mark.django_db
@time_machine.travel("2026-03-03 02:00+00:00")
def test_peers_who_are_on_in_this_hour_are_shown_until_when(client) -> None:
    PeerSupporter.objects.create(alias="Marram", listens_to="Wards", from_hour=22, to_hour=6, contact="Ask at desk 4")
    PeerSupporter.objects.create(alias="Teasel", listens_to="Phones", from_hour=8, to_hour=14)

    page = client.get("/help/").text

    assert "Until 6 a.m." in page
    assert "Ask at desk 4" in page
    assert "Teasel" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_help_takes_two_queries_however_long(client, django_assert_num_queries, count) -> None:
    make_entries(count)

    with django_assert_num_queries(2):
        client.get("/help/")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["help:help", "help:now"])
def test_help_is_the_same_for_everybody_and_sets_no_cookie(client, django_user_model, name) -> None:
    anonymous = client.get(reverse(name))
    client.force_login(django_user_model.objects.create_user("a@example.org"))
    signed_in = client.get(reverse(name))

    assert anonymous.content == signed_in.content
    assert not anonymous.cookies
    assert not signed_in.cookies


@pytest.mark.django_db
def test_help_now_is_small_with_all_it_loads(client) -> None:
    make_entries(12)

    page = client.get("/help/now/").text
    loaded = [ROOT / "kb" / path.lstrip("/") for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)]
    packed = sum(len(brotli.compress(path.read_bytes())) for path in loaded)

    assert len(loaded) == 3
    assert len(page.encode()) + packed < 10_240


@pytest.mark.django_db
def test_help_now_names_five_at_most_and_leads_on(client) -> None:
    make_entries(12)

    page = client.get("/help/now/").text

    assert len(re.findall("<dt>", page)) == 5
    assert f'href="{reverse("help:help")}">All the people' in page


def test_help_now_asks_no_database_while_the_file_is_fresh(client) -> None:
    entries = [Entry(kind="emergency", name="Site desk", contact="Ring 0"), Entry(kind="talk_now", name="A line")]
    help_file.save(Help(entries, []))

    page = client.get("/help/now/").text

    assert "Site desk: Ring 0" in page


def test_help_stands_while_the_database_is_gone(tmp_path) -> None:
    """A server whose database is a folder, so that no connection can be made."""
    (tmp_path / "cairn.sqlite3").mkdir()
    (tmp_path / "help.json").write_text(
        '{"entries": [{"kind": "talk_now", "name": "The line", "last_verified": null}], "peers": []}'
    )
    os.utime(tmp_path / "help.json", (0, 0))
    script = """
import django
from django.conf import settings
django.setup()
settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
from django.test import Client
for path in ("/help/", "/help/now/", "/health/", "/help/"):
    answer = Client(raise_request_exception=False).get(path)
    print(path, answer.status_code, "The line" in answer.content.decode())
"""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "CAIRN_MODE": "demo",
        "CAIRN_DATA_DIR": str(tmp_path),
        "CAIRN_DATABASE_URL": f"sqlite:///{tmp_path / 'cairn.sqlite3'}",
    }

    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stdout.splitlines() == [
        "/help/ 200 True",
        "/help/now/ 200 True",
        "/health/ 503 False",
        "/help/ 200 True",
    ], done.stderr
