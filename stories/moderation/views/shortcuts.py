"""The page that lists the desk's single keys and switches them on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest
from stories.moderation.shortcuts import SHORTCUTS, has_shortcuts, keep_shortcuts
from stories.moderation.views.desk import desk_page


@may(Ability.MODERATE)
def keys(request: SignedInRequest) -> HttpResponse:
    """List the keys; a post switches them on or off in this browser."""
    if request.method != "POST":
        return desk_page(request, "keys.html", {"keys": SHORTCUTS, "is_on": has_shortcuts(request)})
    on = request.POST.get("keys") == "on"
    messages.success(request, _("Single keys are on in this browser.") if on else _("Single keys are off."))
    return keep_shortcuts(redirect("moderation:keys"), on=on)
