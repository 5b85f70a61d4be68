"""The handbook: as a page for those who moderate, found from the README, and short and plain enough to be read."""

import re

import pytest
from django.conf import settings
from django.http import Http404
from django.urls import reverse

from accounts.roles import Role
from kb.pages.handbook import handbook
from tests.factories import make_user

ROOT = settings.BASE_DIR
TEXT = (ROOT / "docs" / "moderators.md").read_text(encoding="utf-8")
PRINTED_PAGE = 450  # words, with its tables and examples


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_it_opens_for_those_who_moderate(client, role) -> None:
    client.force_login(make_user(role))

    status = client.get(reverse("pages:handbook")).status_code

    assert status == (200 if role in {Role.MODERATOR, Role.SENIOR_MODERATOR} else 403)


@pytest.mark.django_db
def test_the_page_says_what_the_document_says(client) -> None:
    client.force_login(make_user(Role.MODERATOR))

    page = client.get(reverse("pages:handbook")).text

    assert page.count("<h1") == 1
    headings = re.findall(r"^## (.*)$", TEXT, re.M)
    assert re.findall(r"<h2 id=\"[a-z-]+\">(.*?)</h2>", page) == headings
    assert re.findall(r"<a href=\"#[a-z-]+\">(.*?)</a></li>", page) == headings
    assert set(re.findall(r"<a href=\"#([a-z-]+)\">", page)) == set(re.findall(r"<h2 id=\"([a-z-]+)\">", page))
    assert "Never try to work out who wrote it." in page
    assert "<table>" in page


@pytest.mark.django_db
def test_the_desk_leads_to_it(client) -> None:
    client.force_login(make_user(Role.MODERATOR))

    assert f'href="{reverse("pages:handbook")}"' in client.get(reverse("accounts:desk")).text


@pytest.mark.django_db
def test_the_stories_and_the_handbook_lead_to_each_other(client) -> None:
    client.force_login(make_user(Role.MODERATOR))
    queue, text = reverse("moderation:queue"), reverse("pages:handbook")

    assert f'<a href="{text}">Handbook</a>' in client.get(queue).text
    assert f'<a href="{queue}">Stories</a>' in client.get(text).text


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_it_is_found_from(page) -> None:
    assert "moderators.md)" in (ROOT / page).read_text(encoding="utf-8")


def test_every_source_is_cited_and_every_citation_has_its_source() -> None:
    text, _heading, sources = TEXT.partition("## Sources")
    cited = {number for several in re.findall(r"\[([\d, ]+)\]", text) for number in several.split(", ")}

    assert cited == set(re.findall(r"^(\d+)\. ", sources, re.M)) != set()
    assert len(re.findall(r"<https://[^>]+>", sources)) >= len(cited)


def test_it_fills_four_to_six_printed_pages() -> None:
    assert 4 * PRINTED_PAGE <= len(TEXT.split()) <= 6 * PRINTED_PAGE


def test_a_site_without_its_documents_says_not_found(settings, tmp_path) -> None:
    settings.BASE_DIR = tmp_path
    handbook.cache_clear()

    with pytest.raises(Http404):
        handbook()
