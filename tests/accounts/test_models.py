"""People: made by address, found whatever the capitals."""

import io
import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from accounts.models import RoleGrant, User
from tests.factories import make_user


@pytest.mark.django_db
def test_an_address_is_kept_in_lower_case_and_found_in_any() -> None:
    person = User.objects.create_user("Ann@Example.ORG", "a long enough password")

    assert person.email == "ann@example.org"
    assert User.objects.get_by_natural_key("ANN@example.org") == person


@pytest.mark.django_db
def test_nobody_is_made_without_an_address() -> None:
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("", "a long enough password")


@pytest.mark.django_db
def test_an_address_is_taken_once() -> None:
    make_user(email="ann@example.org")

    with pytest.raises(IntegrityError):
        make_user(email="ANN@example.org")


@pytest.mark.django_db
def test_nobody_is_found_under_no_address() -> None:
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(None)


@pytest.mark.django_db
def test_the_command_makes_an_admin_who_reads_nothing_that_waits(monkeypatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long enough password")

    call_command("createsuperuser", "--noinput", "--email", "root@example.org", stdout=io.StringIO())

    person = User.objects.get(email="root@example.org")
    assert person.roles == {"admin"}
    assert person.is_superuser
    assert not person.may("moderate")
    assert person.check_password("a long enough password")


@pytest.mark.django_db
def test_people_are_called_by_their_name_or_their_address() -> None:
    assert str(make_user(email="ann@example.org")) == "ann@example.org"
    assert str(make_user(name="Juniper")) == "Juniper"
    assert str(RoleGrant(role="curator")) == "Curator"


@pytest.mark.django_db
def test_of_a_person_days_are_kept_and_no_times(client) -> None:
    """Everything that an export of the table would hold."""
    person = make_user("moderator")
    client.post("/accounts/login/", {"login": person.email, "password": "a long enough password"})
    out = io.StringIO()

    call_command("dumpdata", "accounts.User", stdout=out)

    (row,) = json.loads(out.getvalue())
    assert set(row["fields"]) == {
        "email", "name", "password", "is_active", "is_superuser", "joined_on", "last_login", "groups",
        "user_permissions",
    }  # fmt: skip
    assert len(row["fields"]["joined_on"]) == len("2026-03-03")
