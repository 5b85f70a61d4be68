"""Stories and topics."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import reading


@reading
def stories(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/library/stories.html")


@reading
def story(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/library/story.html")


@reading
def topics(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/library/topics.html")


@reading
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/library/topic.html")
