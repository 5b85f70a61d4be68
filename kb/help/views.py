"""Who to talk to, in the order of urgency; works also while the database is down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.decorators import public
from kb.help.rules import on_now, sections
from kb.help.snapshot import read_help, read_help_quickly


@public
def help_page(request: HttpRequest) -> HttpResponse:
    """Show everybody one can turn to, and who of the peer supporters is on in this hour."""
    found = read_help()
    peers = on_now(found.peers, timezone.localtime().hour)
    return render(request, "kb/help/help.html", {"sections": sections(found.entries), "peers": peers})


@public
def help_now(request: HttpRequest) -> HttpResponse:
    """Show what one can reach this minute, on a page that is small and seldom asks the database."""
    found = read_help_quickly()
    return render(request, "kb/help/now.html", {"sections": sections(found.entries)})
