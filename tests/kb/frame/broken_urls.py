"""The site's addresses, and some that fail in each way that a page can."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kb.urls import handler400, handler403, handler404, handler500
from kb.urls import urlpatterns as of_the_site

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@csrf_exempt
def broken(request: HttpRequest) -> HttpResponse:
    local = request.POST.get("words", "")
    raise RuntimeError(f"{local} {request.GET}")


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("not yours")


def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest("what is this")


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sent")


urlpatterns = [
    *of_the_site,
    path("broken/", broken, name="broken"),
    path("refused/", refused, name="refused"),
    path("unreadable/", unreadable, name="unreadable"),
    path("form/", form, name="form"),
]
