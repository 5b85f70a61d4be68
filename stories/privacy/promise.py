"""The one sentence that everything here is built to keep, in the words of every page that says it."""

from django.utils.translation import gettext_lazy as _

PROMISE = _(
    "What we store does not say who you are. Whoever runs the server could still watch it live; if that worries you,"
    " use your own phone, away from the work network."
)
