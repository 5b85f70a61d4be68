"""The author's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stories.privacy.decorators import blind


@blind
def status(request: HttpRequest) -> HttpResponse:
    """Part of the author's page."""
    return render(request, "stories/submission/start.html")


@blind
def answer(request: HttpRequest) -> HttpResponse:
    """Part of the author's page."""
    return render(request, "stories/submission/start.html")


@blind
def accept(request: HttpRequest) -> HttpResponse:
    """Part of the author's page."""
    return render(request, "stories/submission/start.html")


@blind
def edit(request: HttpRequest) -> HttpResponse:
    """Part of the author's page."""
    return render(request, "stories/submission/start.html")


@blind
def take_back(request: HttpRequest) -> HttpResponse:
    """Part of the author's page."""
    return render(request, "stories/submission/start.html")
