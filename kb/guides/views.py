"""Coping guides, for everybody who reads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import reading
from kb.catalogue.standing import built_from, stories_behind_guides
from kb.guides import queries
from kb.guides.reading import guide_page


@reading
def guides(request: HttpRequest) -> HttpResponse:
    """List the guides by title."""
    found = queries.published_guides()
    numbers = stories_behind_guides(found)
    cards = [(guide, guide.current, built_from(numbers.get(guide.pk, 0))) for guide in found]
    return render(request, "kb/guides/guides.html", {"cards": cards})


@reading
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one guide, with what each of its lines stands on."""
    found = queries.guide_at(slug)
    if found is None or found.current is None:
        raise Http404
    return render(request, "kb/guides/guide.html", {"page": guide_page(found, found.current)})
