"""Who may do what: the whole table, role by role."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import RoleGrant, User
from accounts.roles import ABILITIES, Ability, Role, abilities_of
from accounts.rooms import ROOMS, rooms_for
from tests.factories import make_user

# Written out once more by hand: a change to the code's table has to be made here too, on purpose.
TABLE = {
    "moderator": {"moderate"},
    "senior_moderator": {"moderate", "second_read", "release", "edit_words"},
    "curator": {"curate"},
    "peer_lead": {"lead_checklists"},
    "programme_lead": {"lead_programme", "edit_words"},
    "admin": {"administer", "lead_programme", "curate", "lead_checklists"},
}
STAFF = {"curator", "peer_lead", "programme_lead", "admin"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("ability", Ability.values)
def test_every_role_may_do_what_the_table_says(role, ability) -> None:
    assert make_user(role).may(ability) == (ability in TABLE[role])


def test_the_table_names_every_role() -> None:
    assert set(TABLE) == set(Role.values) == set(ABILITIES)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_the_admin_opens_for_those_whose_work_is_there(role) -> None:
    assert make_user(role).is_staff == (role in STAFF)


@pytest.mark.django_db
def test_somebody_without_a_role_may_do_nothing() -> None:
    person = make_user()

    assert (person.abilities, person.is_staff) == (frozenset(), False)


@pytest.mark.django_db
def test_roles_add_up() -> None:
    person = make_user("moderator", "curator")

    assert person.abilities == {"moderate", "curate"}


@pytest.mark.django_db
def test_somebody_who_is_switched_off_may_do_nothing() -> None:
    person = make_user("admin", is_active=False)

    assert (person.abilities, person.is_staff) == (frozenset(), False)


@pytest.mark.django_db
def test_being_superuser_gives_no_ability_of_its_own() -> None:
    """Django would let a superuser do everything; here only roles count, so nobody reads what waits by accident."""
    person = make_user(is_superuser=True)

    assert (person.abilities, person.is_staff) == (frozenset(), False)


def test_a_role_of_a_later_version_gives_nothing() -> None:
    assert abilities_of(frozenset({"archivist"})) == frozenset()


@pytest.mark.django_db
def test_an_unknown_role_cannot_be_granted() -> None:
    person = make_user()

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=person, role="archivist")


@pytest.mark.django_db
def test_a_role_is_granted_once() -> None:
    person = make_user("curator")

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=person, role="curator")


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_the_desk_has_the_rooms_of_the_role(role) -> None:
    expected = [room.url_name for room in ROOMS if room.ability in TABLE[role]]

    assert [room.url_name for room in rooms_for(make_user(role))] == expected


@pytest.mark.django_db
def test_abilities_take_one_query(django_assert_num_queries) -> None:
    person = User.objects.get(pk=make_user("admin", "moderator").pk)

    with django_assert_num_queries(1):
        assert [person.may(ability) for ability in Ability] == [True, False, False, False, True, True, True, True]
