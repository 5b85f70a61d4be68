"""Where somebody lands after signing in."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.decorators import signed_in
from accounts.rooms import rooms_for
from accounts.types import SignedInRequest


@signed_in
def desk(request: SignedInRequest) -> HttpResponse:
    """Show the rooms that this person's roles open."""
    return render(request, "accounts/desk.html", {"rooms": rooms_for(request.user)})
