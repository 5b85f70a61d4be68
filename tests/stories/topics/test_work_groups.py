"""Kinds of work as they stand beside stories."""

import pytest
from django.db import IntegrityError

from stories.models import WorkGroup
from stories.topics.work_groups import load_work_groups
from tests.factories import make_work_group

pytestmark = pytest.mark.django_db


def test_each_kind_of_work_is_shown_as_what_enough_people_share(django_assert_num_queries) -> None:
    care = make_work_group()
    nights = make_work_group("nights", name="Nights", head_count=12, parent=care)
    chapel = make_work_group("chapel", name="Chapel", head_count=2, parent=care)
    boats = make_work_group("boats", name="Boats", head_count=9)

    with django_assert_num_queries(1):
        groups = load_work_groups()

    assert groups.shown == [nights, care]
    shown = [groups.shown_for(key) for key in (care.pk, nights.pk, chapel.pk, boats.pk, None, 99)]
    assert shown == [care, nights, care, None, None, None]


def test_the_smallest_group_is_the_sites_own(settings) -> None:
    make_work_group(head_count=9)

    assert load_work_groups().shown == []
    settings.CAIRN_SMALLEST_GROUP = 9
    assert load_work_groups().shown == [WorkGroup.objects.get()]


def test_the_database_refuses_a_kind_of_work_that_is_part_of_itself() -> None:
    group = make_work_group()
    group.parent = group

    with pytest.raises(IntegrityError):
        group.save()
