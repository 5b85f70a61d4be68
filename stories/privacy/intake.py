"""The blind intake: share and status pages are served by a short stack of their own that never learns who asks.

Stands before every other middleware. For a blind address it takes off the request whatever could tell two people apart,
and then runs `CAIRN_BLIND_MIDDLEWARE` and the view: no session, no sign-in, no messages, no CSRF cookie exist there.
Errors are answered here too: the class of the exception and the line where it was raised are logged, and nothing else.

Where the share pages have a host name of their own, all of that host is blind, and the main host only leads there.
"""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.handlers.base import BaseHandler
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.urls import is_valid_path, set_urlconf
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from stories.privacy.hosts import is_blind, is_on_share_host

logger = logging.getLogger("cairn.blind")

# What a page needs to be answered. Everything else that came with the request is dropped, whatever its name.
KEPT = frozenset({
    "REQUEST_METHOD", "PATH_INFO", "SCRIPT_NAME", "QUERY_STRING", "CONTENT_TYPE", "CONTENT_LENGTH", "SERVER_NAME",
    "SERVER_PORT", "SERVER_PROTOCOL", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_X_FORWARDED_PROTO",
    "HTTP_ACCEPT",
})  # fmt: skip
KEPT_FOR_FILES = KEPT | {"HTTP_ACCEPT_ENCODING"}


def scrub(request: HttpRequest, kept: frozenset[str] = KEPT) -> None:
    """Take off the request everything that is not in `kept` or the server's own plumbing (`wsgi.*`)."""
    for name in [name for name in request.META if name not in kept and not name.startswith("wsgi.")]:
        del request.META[name]
    request.META["REMOTE_ADDR"] = ""
    vars(request).pop("COOKIES", None)
    vars(request).pop("headers", None)
    request.blind = True  # type: ignore[attr-defined]


def refuse_half(request: HttpRequest) -> None:
    """Raise BadRequest when a post broke off on its way: half a story must not be taken for a whole one.

    The server hands on what came before the line went dead, and a form reads well up to anywhere. Raises
    RequestDataTooBig for more than any form of ours holds.
    """
    if request.method != "POST":
        return
    try:
        whole = len(request.body) >= int(request.META.get("CONTENT_LENGTH") or 0)
    except (ValueError, UnreadablePostError):
        whole = False
    if not whole:
        raise BadRequest("the post broke off")


def is_file(request: HttpRequest) -> bool:
    """Say whether the request asks for a static file, which is the same for everybody and may be kept."""
    return request.path_info.startswith(settings.STATIC_URL)


def is_on_the_wrong_host(request: HttpRequest) -> bool:
    """Say whether somebody asks the main host for a page that has moved to a host of its own."""
    return bool(settings.CAIRN_SHARE_HOST) and not is_on_share_host(request)


def lead_over(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the same page of the share host. A form is not led over: its words would go round by two hosts.

    Raises PermissionDenied for it; the page says that what was typed is still in the browser.
    """
    if request.method not in {"GET", "HEAD"}:
        raise PermissionDenied
    return HttpResponseRedirect(f"{settings.CAIRN_SHARE_ORIGIN}{request.path}")


def with_slash(request: HttpRequest) -> HttpResponseRedirect | None:
    """Lead to the same address with a slash behind it, where that is a page; None where it is none.

    Elsewhere Django's CommonMiddleware does this. Here it would also give each answer its length, which tells a right
    receipt from a wrong one.
    """
    if request.method not in {"GET", "HEAD"} or request.path_info.endswith("/"):
        return None
    if not is_valid_path(f"{request.path_info}/", getattr(request, "urlconf", None)):
        return None
    return HttpResponseRedirect(f"{request.path}/")


def note(error: Exception) -> None:
    """Log the class of the exception and the line where it was raised: its words may be the author's."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%s at %s:%s", type(error).__name__, place.filename, place.lineno)


class BlindHandler(BaseHandler):
    """Django's handler with the short list of middleware, and with errors that say nothing."""

    def __init__(self) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        handler: Callable[[HttpRequest], HttpResponseBase] = self.answer
        for path in reversed(settings.CAIRN_BLIND_MIDDLEWARE):
            handler = import_string(path)(handler)
        self._middleware_chain = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a scrubbed request. Nothing leaves here but an answer: what is raised further is written in full."""
        try:
            response = self._middleware_chain(request)
        except Exception as error:  # noqa: BLE001 - the same, for what stands around the view, and for the pages of error
            note(error)
            response = HttpResponse(_("Something went wrong here."), "text/plain; charset=utf-8", status=500)
        if not is_file(request):
            response["Cache-Control"] = "no-store"
        return response

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Run the view; turn whatever it raises into a page that keeps no trace of what was sent."""
        errors = import_string(settings.CAIRN_BLIND_ERRORS)
        try:
            request.get_host()  # a host that is none of ours is refused: DisallowedHost
            if is_on_the_wrong_host(request):
                return lead_over(request)
            refuse_half(request)
            return self._get_response(request)  # type: ignore[attr-defined]
        except Http404:
            return with_slash(request) or errors(request, 404)
        except PermissionDenied:
            return errors(request, 403)
        except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError):
            return errors(request, 400)
        except Exception as error:  # noqa: BLE001 - nothing may carry the text further
            note(error)
            return errors(request, 500)


class BlindIntake:
    """Sends blind addresses down the short stack and all others down the ordinary one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.blind = BlindHandler()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        # Our pages are UTF-8, whatever the request calls itself: "charset=hex" would fail wherever a form is read.
        # Not by `encoding`, whose setter reads the address and fails where that has very many fields.
        request._encoding = "utf-8"  # type: ignore[attr-defined]
        if is_on_share_host(request):
            return self._on_share_host(request)
        if not is_blind(request.path_info):
            refuse_half(request)
            return self.get_response(request)
        scrub(request)
        return self.blind(request)

    def _on_share_host(self, request: HttpRequest) -> HttpResponseBase:
        """Answer by the share host's own addresses, blind whatever is asked for."""
        scrub(request, KEPT_FOR_FILES if is_file(request) else KEPT)
        request.urlconf = settings.CAIRN_SHARE_URLCONF
        # Also for what is said before a view is found: the addresses on a page of error are this host's.
        set_urlconf(settings.CAIRN_SHARE_URLCONF)
        try:
            return self.blind(request)
        finally:
            set_urlconf(None)
