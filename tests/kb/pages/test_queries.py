"""Marks of the list of what was said and done."""

from datetime import date

import pytest

from kb.pages.queries import read_mark, said_did_page


def test_a_mark_is_a_month_and_an_id() -> None:
    assert read_mark("2026-02.15") == (date(2026, 2, 1), 15)


@pytest.mark.parametrize(
    "mark",
    ["", "2026-02", "2026-13.1", "0000-01.1", "2026-02.x", "2026-02.1 or 1=1", "2026-02." + "9" * 19, "２０２６-02.1"],
)
def test_anything_else_is_no_mark(mark) -> None:
    assert read_mark(mark) is None


@pytest.mark.django_db
def test_strange_marks_lead_to_the_newest_page(said) -> None:
    newest = said(0)

    assert said_did_page(before="'; drop", after="\x00").entries == [newest]


@pytest.mark.django_db
def test_a_page_beyond_the_end_is_empty_and_leads_nowhere(said) -> None:
    said(0)

    page = said_did_page(before="1999-01.1")

    assert (page.entries, page.newer, page.older) == ([], "", "")


@pytest.mark.django_db
def test_an_entry_of_the_same_month_is_placed_by_its_id(said) -> None:
    older, newer = said(0), said(1)

    assert said_did_page(before=f"2020-01.{newer.pk}").entries == [older]
    assert said_did_page(after=f"2020-01.{older.pk}").entries == [newer]
