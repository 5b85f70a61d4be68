"""One story on the desk."""

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.decorators import may
from accounts.roles import Ability
from accounts.types import SignedInRequest


@may(Ability.MODERATE)
def review(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the queue."""
    return redirect("accounts:desk")
