"""Whether anything waits, and who is told."""

from accounts.models import User
from accounts.roles import ABILITIES, Ability
from stories.models import Response, Submission
from stories.models.transitions import OPEN


def something_waits() -> bool:
    """Say whether a story, a reply or a report waits for a reader. Not how many: nobody counts here."""
    return bool(Submission.objects.in_state(*OPEN).exists() or Response.objects.waiting().exists())


def readers() -> list[User]:
    """Return everybody who may moderate and sign in, by address."""
    roles = [role for role, abilities in ABILITIES.items() if Ability.MODERATE in abilities]
    people = User.objects.filter(is_active=True, grants__role__in=roles)
    return list(people.distinct().order_by("email"))
