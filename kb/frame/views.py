"""The gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import public
from kb.frame.gallery import shown_components


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once; served in development only."""
    return render(request, "components/gallery.html", {"components": shown_components()})
