"""The desk: the rooms of the person's roles."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from accounts.rooms import rooms_for
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_the_desk_asks_for_sign_in(client) -> None:
    answer = client.get(reverse("accounts:desk"))

    assert answer["Location"] == f"{reverse('account_login')}?next={reverse('accounts:desk')}"


@pytest.mark.parametrize("role", Role.values)
def test_the_desk_leads_to_each_room_of_the_role_and_each_opens(client, role) -> None:
    person = make_user(role, name="Juniper <b>")
    client.force_login(person)

    page = client.get(reverse("accounts:desk"))
    doors = re.findall(r'<li class="card">\s*<h2><a href="([^"]+)"', page.text)

    assert doors == [reverse(room.url_name) for room in rooms_for(person)]
    assert {door: client.get(door).status_code for door in doors} == dict.fromkeys(doors, 200)
    assert "Good to see you, Juniper &lt;b&gt;" in page.text
    assert "no-store" in page["Cache-Control"]


def test_somebody_without_a_role_is_told_what_that_means(client) -> None:
    client.force_login(make_user())

    assert "Your account has no role yet" in client.get(reverse("accounts:desk")).text


def test_the_desk_takes_the_same_queries_for_one_role_and_for_all(client, django_assert_max_num_queries) -> None:
    for roles in (("curator",), tuple(Role.values)):
        client.force_login(make_user(*roles))
        with django_assert_max_num_queries(3):
            client.get(reverse("accounts:desk"))
