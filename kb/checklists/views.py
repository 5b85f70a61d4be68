"""Checklists, for everybody who reads. Ticks are never sent: no view here takes any."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import reading
from kb.checklists import queries
from kb.checklists.reading import ChecklistPage, checklist_cards, checklist_page


@reading
def checklists(request: HttpRequest) -> HttpResponse:
    """List the checklists by title."""
    cards = checklist_cards(queries.published_checklists())
    return render(request, "kb/checklists/checklists.html", {"cards": cards})


@reading
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one checklist, with what each of its lines stands on."""
    return render(request, "kb/checklists/checklist.html", {"page": _page(slug)})


@reading
def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one checklist as a page for the wall, with boxes to tick in pen."""
    return render(request, "kb/checklists/print.html", {"page": _page(slug)})


def _page(slug: str) -> ChecklistPage:
    found = queries.checklist_at(slug)
    if found is None or found.current is None:
        raise Http404
    return checklist_page(found, found.current)
