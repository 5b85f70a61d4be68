"""Types that other rooms use for what a view is given."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose person has signed in; the decorators in accounts.decorators see to it."""

    user: User
