"""What stands in the admin, for whom, and what never will."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from zeal import zeal_ignore

from accounts.roles import Role
from stories.models import OwnTerm, Topic, TopicAlias, WorkGroup
from tests.factories import make_story, make_topic, make_user, make_work_group

pytestmark = pytest.mark.django_db
IN_THE_ADMIN = (Topic, WorkGroup, OwnTerm)
LEADS = {Role.PROGRAMME_LEAD, Role.ADMIN}


def test_nothing_of_a_waiting_or_published_story_is_in_the_admin():
    registered = {model for model in apps.get_app_config("stories").get_models() if admin.site.is_registered(model)}

    assert registered == set(IN_THE_ADMIN)


@pytest.mark.parametrize("model", IN_THE_ADMIN)
@pytest.mark.parametrize("role", Role)
def test_the_lists_open_for_those_who_lead_the_programme(client, model, role):
    make_topic(aliases=("nights",))
    client.force_login(make_user(role))

    status = client.get(f"/admin/stories/{model._meta.model_name}/").status_code

    opened = status == 200
    assert opened is (role in LEADS)


def test_a_topic_is_added_with_its_other_words(client):
    client.force_login(make_user(Role.PROGRAMME_LEAD))
    form = {
        "name": "Too much work",
        "slug": "workload",
        "kind": "stressor",
        "description": "",
        "parent": "",
        "merged_into": "",
    }
    aliases = {"aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0", "aliases-0-name": " Overtime "}

    client.post("/admin/stories/topic/add/", form | aliases)

    assert TopicAlias.objects.get().name == "overtime"
    assert TopicAlias.objects.get().topic == Topic.objects.get(slug="workload")


def test_a_topic_is_merged_in_the_admin(client):
    client.force_login(make_user(Role.PROGRAMME_LEAD))
    old, new = make_topic("Overtime"), make_topic("Too much work")
    story = make_story(topics=[old])
    form = {
        "name": old.name,
        "slug": old.slug,
        "kind": "stressor",
        "description": "",
        "parent": "",
        "merged_into": new.pk,
    }
    aliases = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}

    # Django's own form looks up each of its topics by itself.
    with zeal_ignore([{"model": "stories.Topic", "field": "get()"}]):
        client.post(f"/admin/stories/topic/{old.pk}/change/", form | aliases)

    assert list(story.topics.all()) == [new]
    old.refresh_from_db()
    assert old.merged_into == new


def test_small_groups_are_marked_in_the_list(client):
    client.force_login(make_user(Role.PROGRAMME_LEAD))
    care = make_work_group()
    make_work_group("chapel", name="Chapel", head_count=3, parent=care)
    make_work_group("boats", name="Boats", head_count=9)

    page = client.get("/admin/stories/workgroup/").text

    assert re.findall(r'class="field-shown_as">([^<]+)<', page) == ["not shown", "Patient care", "Patient care"]


def test_a_kind_of_work_is_not_part_of_itself(client):
    client.force_login(make_user(Role.PROGRAMME_LEAD))
    group = make_work_group()
    fields = {"name": "Care", "slug": "care", "someone_in": "care", "head_count": "9", "position": "0"}

    # Django's own form looks up the one that was chosen by itself.
    with zeal_ignore([{"model": "stories.WorkGroup", "field": "get()"}]):
        page = client.post(f"/admin/stories/workgroup/{group.pk}/change/", {**fields, "parent": group.pk}).text

    assert "Choose another kind of work: this is the same one." in page
    group.refresh_from_db()
    assert (group.name, group.parent) == ("Patient care", None)


def test_the_list_of_topics_tells_numbers_as_readers_are_told_them(client):
    client.force_login(make_user(Role.PROGRAMME_LEAD))
    for name, number in (("A", 0), ("B", 4), ("C", 12)):
        Topic.objects.filter(pk=make_topic(name).pk).update(story_count=number)

    page = client.get("/admin/stories/topic/").text

    assert re.findall(r'class="field-published_stories">([^<]+)<', page) == ["0", "a few", "10+"]
