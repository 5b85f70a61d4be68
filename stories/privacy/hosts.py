"""The share pages' own host name, where the operator gives them one (`CAIRN_SHARE_HOST`).

A browser sends a cookie to the host that set it, and nothing of ours sets one there. So whoever shares is a stranger to
that host, also with a tab of the main site open and signed in beside it.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import get_urlconf


def is_blind(path: str) -> bool:
    """Say whether the page at this path must not learn who asks."""
    return path.startswith(settings.CAIRN_BLIND_PATHS)


def is_on_share_host(request: HttpRequest) -> bool:
    """Say whether the request came to the share pages' own host, by whatever port. Reads nothing but the host."""
    if not settings.CAIRN_SHARE_HOST:
        return False
    asked = request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")
    return split_domain_port(asked)[0] == split_domain_port(settings.CAIRN_SHARE_HOST)[0]


def link(path: str) -> str:
    """Return the path as a link: a whole address where the page is on the other host, the path itself where it is here.

    Which host the page that is being made is on is known by the URL configuration in force.
    """
    if not (settings.CAIRN_SHARE_HOST and path.startswith("/")):
        return path
    if get_urlconf() != settings.CAIRN_SHARE_URLCONF:
        return f"{settings.CAIRN_SHARE_ORIGIN}{path}" if is_blind(path) else path
    is_here = is_blind(path) or path.startswith(settings.CAIRN_SHARED_PATHS)
    return path if is_here else f"{settings.CAIRN_ORIGIN}{path}"
