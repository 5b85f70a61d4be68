"""The page that finds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import reading


@reading
def search(request: HttpRequest) -> HttpResponse:
    """Show what fits the words and the filters in the address."""
    return render(request, "kb/search/search.html", {})
