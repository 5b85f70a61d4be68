"""The addresses of the share pages' own host: these pages, what they need, and for all others the way to the main site.

Made of the main site's list, so that every address keeps its name and none can be forgotten. The views that stay read
neither session nor user: here there is none.
"""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe

from kb import urls
from stories.privacy.decorators import blind
from stories.privacy.hosts import is_blind


@blind
@require_safe
def to_main_site(request: HttpRequest, **_parts: object) -> HttpResponseRedirect:
    """Lead to the same path of the main site, without whatever was asked for with it."""
    return HttpResponseRedirect(f"{settings.CAIRN_ORIGIN}{request.path}")


@blind
@require_safe
def door(request: HttpRequest) -> HttpResponseRedirect:
    """Lead whoever typed the host's name to the first of the share pages."""
    return HttpResponseRedirect("/share/")


def led(entries: Sequence[URLPattern | URLResolver], before: str = "/") -> Iterator[URLPattern | URLResolver]:
    """Yield the addresses, each that is not for this host leading to the main site; `before` is what stands before."""
    for entry in entries:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            within = list(led(entry.url_patterns, route))
            yield URLResolver(entry.pattern, within, entry.default_kwargs, entry.app_name, entry.namespace)
        elif is_blind(route) or route.startswith(settings.CAIRN_SHARED_PATHS):
            yield entry
        else:
            yield URLPattern(entry.pattern, to_main_site, {}, entry.name)


urlpatterns = [path("", door), *led(urls.urlpatterns)]

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
