"""The decisions, each on a page of its own."""

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest


@may(Ability.MODERATE)
def approve(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def offer(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def ask(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def second_read(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def send_back(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def decline(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def keep_for_patterns(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def escalate(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")
