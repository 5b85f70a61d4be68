"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import reading


@reading
def home(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/home/home.html")
