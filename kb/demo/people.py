"""The demonstration's accounts: one for each role, and a password that everybody may know."""

from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Role

PASSWORD = "three stones on a hill"  # noqa: S105 - printed on purpose: a demonstration has no secrets

FIRST_READER = "Yarrow"


@dataclass(frozen=True)
class Person:
    """One account: an address, the name that colleagues on the desk see, its role and what it is there to show."""

    email: str
    name: str
    role: Role
    shows: str


PEOPLE = (
    Person("moderator@example.org", "Bramble", Role.MODERATOR, "reads the stories that wait"),
    Person("nights@example.org", "Yarrow", Role.MODERATOR, "has a story in hand, and was the first reader of another"),
    Person("senior@example.org", "Juniper", Role.SENIOR_MODERATOR, "second reads, and releases a batch"),
    Person("curator@example.org", "Marram", Role.CURATOR, "looks after guides"),
    Person("peer@example.org", "Teasel", Role.PEER_LEAD, "looks after checklists"),
    Person("programme@example.org", "Sorrel", Role.PROGRAMME_LEAD, "looks after topics and help entries"),
    Person("admin@example.org", "Lichen", Role.ADMIN, "looks after accounts"),
)


def load_people() -> tuple[dict[str, User], int]:
    """Make the accounts that are missing; return all of them by name, and how many were added."""
    people: dict[str, User] = {}
    added = 0
    for person in PEOPLE:
        user = User.objects.filter(email=person.email).first()
        if user is None:
            user = User.objects.create_user(person.email, PASSWORD, roles=(person.role,), name=person.name)
            added += 1
        people[person.name] = user
    return people, added
