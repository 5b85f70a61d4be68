"""Sharing a story."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stories.privacy.decorators import blind


@blind
def start(request: HttpRequest) -> HttpResponse:
    """Part of sharing."""
    return render(request, "stories/submission/start.html")


@blind
def write(request: HttpRequest) -> HttpResponse:
    """Part of sharing."""
    return render(request, "stories/submission/start.html")


@blind
def check(request: HttpRequest) -> HttpResponse:
    """Part of sharing."""
    return render(request, "stories/submission/start.html")


@blind
def send(request: HttpRequest) -> HttpResponse:
    """Part of sharing."""
    return render(request, "stories/submission/start.html")


@blind
def sent(request: HttpRequest) -> HttpResponse:
    """Part of sharing."""
    return render(request, "stories/submission/start.html")


@blind
def finish(request: HttpRequest) -> HttpResponse:
    """Part of sharing."""
    return render(request, "stories/submission/start.html")
