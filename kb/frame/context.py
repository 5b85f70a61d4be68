"""What the frame around every page needs. Reads no session: a reader's page is the same for everybody."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kb.frame.comfort import Comfort, ComfortForm, read_comfort

# Pages of people at work here, set closer together.
DESK_PATHS = ("/moderation/", "/accounts/desk/")
# Pages from which somebody may want to be gone at once.
EXIT_PATHS = ("/share/", "/status/", "/respond/", "/help/")
SECTIONS = (
    ("/stories/", "stories"),
    ("/respond/", "stories"),
    ("/topics/", "stories"),
    ("/search/", "stories"),
    ("/guides/", "guides"),
    ("/checklists/", "checklists"),
    ("/share/", "share"),
    ("/help/", "help"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the section that the address is in, the comfort settings, and whether the page is blind."""
    blind = getattr(request, "blind", False)
    comfort = Comfort() if blind else read_comfort(request)
    return {
        "section": next((name for prefix, name in SECTIONS if request.path.startswith(prefix)), ""),
        "blind": blind,
        "asks_for_proof": blind and settings.CAIRN_PROOF_OF_WORK,
        "is_desk": request.path.startswith(DESK_PATHS),
        "has_exit": request.path.startswith(EXIT_PATHS),
        "comfort": comfort,
        "comfort_form": None
        if blind
        else ComfortForm(initial={"theme": comfort.theme, "text": comfort.text, "motion": comfort.motion}),
    }
