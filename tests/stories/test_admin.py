"""What stands in the admin, for whom, and what never will."""

import pytest
from django.apps import apps
from django.contrib import admin
from zeal import zeal_ignore

from accounts.roles import Role
from stories.models import MessageTemplate, ReaderNote, Topic, TopicAlias, WorkGroup
from tests.factories import make_story, make_topic, make_user, make_work_group

pytestmark = pytest.mark.django_db
IN_THE_ADMIN = (Topic, WorkGroup, ReaderNote, MessageTemplate)
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
    make_work_group(head_count=9)

    assert 'alt="False"' in client.get("/admin/stories/workgroup/").text
