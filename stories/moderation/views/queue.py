"""The desk's queue, the pause page and the release page."""

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest


@may(Ability.MODERATE)
def queue(request: SignedInRequest) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def pause(request: SignedInRequest) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.RELEASE)
def release(request: SignedInRequest) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")
