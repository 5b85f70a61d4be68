"""Pages for when something went wrong: plain words, a way on, and help at the same place as ever.

They are drawn without the database, a session or a context processor, since any of those may be what failed.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from accounts.decorators import public
from accounts.typed import TOO_OLD, give_back, typed_in
from kb.frame import help_file
from kb.models import HelpEntry
from stories.privacy.decorators import is_from_here

# Whom an error page names, since the way to the help page may be what is broken.
KINDS = (HelpEntry.Kind.EMERGENCY, HelpEntry.Kind.TALK_NOW)


def error_page(request: HttpRequest, status: int, template: str) -> HttpResponse:
    """Return the page for this status."""
    context = {
        "has_exit": True,
        "numbers": [one for one in help_file.read().entries if one.kind in KINDS and one.contact],
    }
    return HttpResponse(render_to_string(template, context), status=status)


def blind_error(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page for a blind address; the words say whether what was typed is lost."""
    template = {404: "404.html", 403: "403_form.html", 400: "400.html"}.get(status, "500.html")
    return error_page(request, status, template)


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that is not a form of ours."""
    return error_page(request, 400, "400.html")


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but this room is somebody else's."""
    return error_page(request, 403, "403.html")


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return error_page(request, 404, "404.html")


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return error_page(request, 500, "500.html")


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form's token is missing or old, as it is after signing in again in another tab.

    What was typed is given back when it was typed on a page of ours; another site's words are never shown.
    """
    typed = typed_in(request) if is_from_here(request) else []
    if typed:
        return give_back(request, typed, why=TOO_OLD, go_on=request.get_full_path())
    return error_page(request, 403, "403_form.html")
