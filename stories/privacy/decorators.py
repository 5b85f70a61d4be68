"""What every blind view is wrapped in, and the check that a form was sent by one of our own pages."""

from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from accounts.decorators import View


def is_from_here(request: HttpRequest) -> bool:
    """Say whether a post comes from a page of this site, by Origin or Sec-Fetch-Site (W3C Fetch Metadata).

    A browser sends at least one of them with every post; a request with neither is not a browser's form. Some send the
    origin as "null": the fetch site decides in that case.
    """
    origin = request.META.get("HTTP_ORIGIN", "")
    if origin and origin != "null":
        try:
            return urlsplit(origin).netloc == request.get_host()
        except ValueError:  # "http://[" is not an address
            return False
    return request.META.get("HTTP_SEC_FETCH_SITE", "") == "same-origin"


def same_origin_posts(view: View) -> View:
    """Refuse posts from other sites without a cookie: for pages that set none."""

    @csrf_exempt
    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not is_from_here(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return gate


def blind(view: View) -> View:
    """A page for somebody we do not want to know: open to all, posts only from our own pages."""
    gate = same_origin_posts(view)
    gate.cairn_access = "blind"  # type: ignore[attr-defined]
    return gate
