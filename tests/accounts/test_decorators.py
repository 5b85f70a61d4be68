"""Who may open what, tried on every address that has a name and needs no argument."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts.decorators import may
from accounts.roles import Ability
from tests.architecture.test_access import patterns
from tests.factories import make_user


def addresses(*access: str) -> Iterator[str]:
    """Yield the addresses with one of these kinds of access that can be opened without knowing a row."""
    for namespaces, pattern in patterns(get_resolver()):
        if getattr(pattern.callback, "cairn_access", "") in access and pattern.name:
            try:
                yield reverse(":".join((*namespaces, pattern.name)))
            except NoReverseMatch:
                continue


def asks_for_sign_in(client, address: str) -> bool:
    answer = client.get(address)
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
def test_where_reading_is_open_nobody_is_asked_to_sign_in(client) -> None:
    assert [address for address in addresses("public", "reading", "blind") if asks_for_sign_in(client, address)] == []


@pytest.mark.django_db
def test_where_reading_asks_for_an_account_every_reading_page_does(client, settings) -> None:
    settings.CAIRN_READING = "signed-in"

    reading = list(addresses("reading"))
    assert reverse("stories") in reading
    assert [address for address in reading if not asks_for_sign_in(client, address)] == []


@pytest.mark.django_db
def test_where_reading_asks_for_an_account_sharing_and_help_stay_open(client, settings) -> None:
    settings.CAIRN_READING = "signed-in"

    still_open = list(addresses("public", "blind"))
    assert {reverse("submission:start"), reverse("submission:status"), reverse("help:help")} <= set(still_open)
    assert [address for address in still_open if asks_for_sign_in(client, address)] == []


@pytest.mark.django_db
def test_where_reading_asks_for_an_account_anybody_with_one_reads_and_nothing_is_kept(client, settings) -> None:
    settings.CAIRN_READING = "signed-in"
    client.force_login(make_user())

    for address in addresses("reading"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"], address


@pytest.mark.django_db
def test_the_desks_doors_ask_for_sign_in(client) -> None:
    guarded = [
        address for access in all_access() if access.startswith(("may ", "signed_in")) for address in addresses(access)
    ]

    assert reverse("moderation:queue") in guarded
    assert [address for address in guarded if not asks_for_sign_in(client, address)] == []


@pytest.mark.django_db
def test_the_desks_doors_stay_closed_to_people_without_a_role(client) -> None:
    client.force_login(make_user())

    guarded = [address for access in all_access() if access.startswith("may ") for address in addresses(access)]
    assert {address: client.get(address).status_code for address in guarded} == dict.fromkeys(guarded, 403)


def all_access() -> set[str]:
    return {getattr(pattern.callback, "cairn_access", "") for _names, pattern in patterns(get_resolver())}


@pytest.mark.django_db
def test_a_door_with_two_locks_needs_both_keys(rf) -> None:
    door = may(Ability.MODERATE, Ability.RELEASE)(lambda request: HttpResponse("in"))
    request = rf.get("/")

    request.user = make_user("senior_moderator")
    assert door(request).text == "in"
    request.user = make_user("moderator")
    with pytest.raises(PermissionDenied):
        door(request)
    request.user = AnonymousUser()
    assert door(request)["Location"] == "/accounts/login/?next=/"
    assert door.cairn_access == "may moderate + release"
