"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import reading
from kb.home.queries import home_page


@reading
def home(request: HttpRequest) -> HttpResponse:
    """Show the three doors, and one of each thing that stands behind them."""
    return render(request, "kb/home/home.html", {"page": home_page()})
