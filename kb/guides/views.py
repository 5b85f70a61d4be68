"""Guides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import reading


@reading
def guides(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/guides/guides.html")


@reading
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/guides/guide.html")
