"""Checklists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import reading


@reading
def checklists(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/checklists/checklists.html")


@reading
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/checklists/checklist.html")


@reading
def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    return render(request, "kb/checklists/print.html")
