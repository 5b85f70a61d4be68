"""What the review page's script is answered when it keeps the words by itself, while somebody goes on typing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from stories.moderation.forms import EditForm


def is_by_itself(request: HttpRequest) -> bool:
    """Say whether the post comes from the script, which asks for JSON, and not from a button."""
    return request.headers.get("Accept") == "application/json"


def kept(version: int) -> HttpResponse:
    """Answer that the words are kept as this version, which the next post has to name."""
    return JsonResponse({"version": version, "said": _("Kept, version %(number)s.") % {"number": version}})


def not_kept(form: EditForm) -> HttpResponse:
    """Answer why these words cannot be kept as they are. Never says what was typed.

    It is no failure of the request, so that the browser does not log one at each key: there is only no version.
    """
    name, errors = next(iter(form.errors.items()))
    label = f"{form.fields[name].label}: " if name in form.fields else ""
    return JsonResponse({"said": _("Not kept yet. %(why)s") % {"why": f"{label}{errors[0]}"}})


def changed_meanwhile() -> HttpResponse:
    """Answer that the story is another one by now; the page that shows both is one button away."""
    said = _("This story changed while you were typing. What you typed is still here, and is not kept any more.")
    return JsonResponse({"said": said}, status=409)


def not_in_hand() -> HttpResponse:
    """Answer that somebody else has the story, or nobody; the page with the words to copy is one button away."""
    said = _("This story is no longer in your hands. What you typed is still here, and is not kept any more.")
    return JsonResponse({"said": said}, status=409)


def gone() -> HttpResponse:
    """Answer that there is nothing left to keep words for."""
    said = _("This story is gone. Its author took it back, it came out, or its time was over. Leave this page.")
    return JsonResponse({"said": said}, status=410)
