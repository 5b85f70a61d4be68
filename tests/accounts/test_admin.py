"""The admin: for whom it opens, by which door, and that nothing sealed is in it."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import reverse
from zeal import zeal_ignore

from accounts.models import User
from accounts.roles import Role
from stories.models import Submission
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_person_looks_at_another() -> Iterator[None]:
    """Two people are read on a person's page, whatever is listed; the length of lists is tested by counting."""
    with zeal_ignore([{"model": "accounts.User"}]):
        yield


PEOPLE = "/admin/accounts/user/"


def test_the_admin_has_no_sign_in_of_its_own(client) -> None:
    answer = client.get("/admin/login/?next=/admin/")

    assert answer["Location"] == f"{reverse('account_login')}?next=%2Fadmin%2F"


def test_somebody_without_business_there_is_refused_and_not_asked_to_sign_in_again(client) -> None:
    client.force_login(make_user("moderator"))

    assert client.get("/admin/login/").status_code == 403


@pytest.mark.parametrize("role", Role.values)
def test_accounts_open_for_admins_alone(client, role) -> None:
    client.force_login(make_user(role))

    answers = [client.get(PEOPLE, follow=True).status_code, client.get(f"{PEOPLE}add/", follow=True).status_code]

    assert answers == ([200, 200] if role == Role.ADMIN else [403, 403])


def test_an_admin_makes_a_person_with_a_role_who_can_sign_in(client) -> None:
    client.force_login(make_user("admin"))
    password = "three stones on a hill"

    client.post(
        f"{PEOPLE}add/",
        {"email": "ann@example.org", "name": "Juniper", "usable_password": "true", "password1": password,
         "password2": password, "grants-TOTAL_FORMS": "1", "grants-INITIAL_FORMS": "0", "grants-0-role": "moderator"},
    )  # fmt: skip
    person = User.objects.get(email="ann@example.org")
    client.logout()
    answer = client.post(reverse("account_login"), {"login": "ann@example.org", "password": password})

    assert person.roles == {"moderator"}
    assert answer["Location"] == reverse("accounts:desk")


def test_an_admin_changes_a_role(client) -> None:
    client.force_login(make_user("admin"))
    person = make_user("moderator", email="ann@example.org", name="Juniper")
    grant = person.grants.get()

    client.post(
        f"{PEOPLE}{person.pk}/change/",
        {"email": "ann@example.org", "name": "Juniper", "is_active": "on", "grants-TOTAL_FORMS": "1",
         "grants-INITIAL_FORMS": "1", "grants-0-id": grant.pk, "grants-0-user": person.pk, "grants-0-role": "curator"},
    )  # fmt: skip

    assert User.objects.get(pk=person.pk).roles == {"curator"}


def test_the_list_of_people_shows_no_sign_in(client) -> None:
    client.force_login(make_user("admin"))
    person = make_user("moderator")
    client.force_login(person)
    client.force_login(User.objects.get(grants__role="admin"))

    assert "last_login" not in client.get(PEOPLE).text
    assert "last_login" not in client.get(f"{PEOPLE}{person.pk}/change/").text


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_people_takes_the_same_queries_however_long(client, django_assert_max_num_queries, count) -> None:
    client.force_login(make_user("admin"))
    for _number in range(count):
        make_user("curator")

    with django_assert_max_num_queries(9):
        client.get(PEOPLE)


def test_nothing_sealed_is_in_the_admin() -> None:
    """Its log keeps who, when and what."""
    related = {
        field.related_model
        for field in Submission._meta.get_fields()
        if field.is_relation and field.auto_created and field.related_model
    }

    assert {Submission, *related} & set(admin.site._registry) == set()
