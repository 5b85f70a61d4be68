"""Each view says, with one of these, who may open it. A test compares them all with a written list."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.roles import Ability
from accounts.typed import REFUSED, SIGNED_OUT, give_back, typed_in

View = Callable[..., HttpResponseBase]


def _declare(view: View, access: str) -> View:
    view.cairn_access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Open to everybody, always, also where reading asks for an account: help, errors, how we work."""
    return _declare(view, "public")


def reading(view: View) -> View:
    """Open to everybody, or to people with an account where `CAIRN_READING` is signed-in."""
    behind_sign_in = never_cache(login_required(view))

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.CAIRN_READING == "signed-in":
            return behind_sign_in(request, *args, **kwargs)
        # The session is not even looked at here: a reader's page is the same for everybody.
        return view(request, *args, **kwargs)

    return _declare(gate, "reading")


def keeps_typed(view: View) -> View:
    """Give back what was typed to who was signed out, or lost the role, while typing: `view` would only refuse.

    For views whose posts carry a token: another site must not be able to post words of its own to them.
    """

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated and (typed := typed_in(request)):
            sign_in = redirect_to_login(request.get_full_path()).url
            return give_back(request, typed, why=SIGNED_OUT, go_on=sign_in)
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            if typed := typed_in(request):
                return give_back(request, typed, why=REFUSED, go_on=reverse("accounts:desk"))
            raise

    return gate


def signed_in(view: View) -> View:
    """Open to anybody with an account."""
    return _declare(never_cache(keeps_typed(login_required(view))), "signed_in")


def may(*abilities: Ability) -> Callable[[View], View]:
    """Open to people who have every one of these abilities; others who are signed in get a plain refusal."""

    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated or not all(request.user.may(one) for one in abilities):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        closed = never_cache(keeps_typed(login_required(gate)))
        return _declare(closed, "may " + " + ".join(sorted(abilities)))

    return decorate
