"""Taking a story in hand and putting it back."""

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest


@may(Ability.MODERATE)
def claim(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def put_back(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")


@may(Ability.MODERATE)
def reopen(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")
