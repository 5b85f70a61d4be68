"""When somebody else took a number or a place between the form's own checks and its saving."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import connection
from zeal import zeal_ignore

from accounts.models import User
from accounts.roles import Role
from kb.models import Checklist, ChecklistVersion, Guide, GuideRevision
from stories.models import Topic
from tests.factories import make_checklist, make_guide, make_topic, make_user
from tests.kb.admin.test_admin import address, as_role, rows

WORDS = "Nothing was saved: somebody else changed this while you wrote. What you typed is still here."
GUIDE = {"slug": "the-way-home", "kept_by": "Marram & co", "drawing": "stone", "current": "", **rows("topic_items")}
DAYS = {"reviewed_on": "2026-03-03", "review_due": "2027-03-03"}
LIST = {"slug": "worn-out", "kind": "self_check", "led_by": "Teasel & co", "drawing": "kettle", "current": "",
        **rows("topic_items")}  # fmt: skip


@pytest.fixture(autouse=True)
def _formsets_of_django() -> Iterator[None]:
    """Django's formsets look up each row by its key, here twice: the form is checked again."""
    with zeal_ignore():
        yield


@pytest.fixture
def meanwhile(monkeypatch) -> Callable[[type, Callable[[], Any]], None]:
    """Let somebody do something as soon as a form of the admin was checked and is about to be saved."""

    def before_saving(model: type, deed: Callable[[], Any]) -> None:
        pages = type(admin.site.get_model_admin(model))
        save = pages.save_model

        def save_too_late(self: Any, *args: Any) -> None:
            deed()
            save(self, *args)

        monkeypatch.setattr(pages, "save_model", save_too_late)

    return before_saving


def revision(guide: Guide) -> dict[str, Any]:
    """The guide's form with a second revision."""
    first = {"id": guide.current_id, "number": 1, "title": "The way home", "lead": "Lead.", **DAYS}
    return {
        **GUIDE,
        **rows("revisions", first, {"number": 2, "title": "Written <anew>", "lead": "Our lead.", **DAYS}, initial=1),
    }


def shows(page: str, *typed: str) -> bool:
    """Whether the words stand at the top of the form, and what was typed in it."""
    top, _form = page.split('id="content-main"')[1].split("<fieldset", 1)
    return WORDS in top and all(text in page for text in typed)


@pytest.mark.django_db
def test_a_guides_new_revision_keeps_its_words(meanwhile) -> None:
    guide, client = make_guide(), as_role(Role.CURATOR)
    meanwhile(Guide, lambda: GuideRevision.objects.create(guide=guide, number=2, title="Theirs", **DAYS))

    answer = client.post(address("guide", guide), revision(guide))

    assert answer.status_code == 409
    assert shows(answer.text, 'value="Marram &amp; co"', 'value="Written &lt;anew&gt;"')
    assert list(get_messages(answer.wsgi_request)) == []
    guide.refresh_from_db()
    assert (guide.kept_by, guide.revisions.count()) == ("Marram, peer lead", 1)


@pytest.mark.django_db
def test_what_is_shown_again_can_be_saved_then(meanwhile) -> None:
    guide, client = make_guide(), as_role(Role.CURATOR)
    deeds = [lambda: GuideRevision.objects.create(guide=guide, number=2, title="Theirs", **DAYS)]
    meanwhile(Guide, lambda: deeds and deeds.pop()())

    answers = [client.post(address("guide", guide), revision(guide)).status_code for _try in range(2)]

    assert answers == [409, 302]
    assert guide.revisions.get(number=2).title == "Written <anew>"


@pytest.mark.django_db
def test_a_checklists_new_version_keeps_its_words(meanwhile) -> None:
    checklist, client = make_checklist(), as_role(Role.PEER_LEAD)
    meanwhile(Checklist, lambda: ChecklistVersion.objects.create(checklist=checklist, number=2, title="Theirs",
                                                                 lead="", published_month="2026-02-01"))  # fmt: skip
    kept = {"id": checklist.current_id, "number": 1, "title": "Tired?", "lead": "Lead.", "minutes": 2}
    month = {"published_month": "2026-02-01"}
    new = {"number": 2, "title": "Ours, and later", "lead": "Our lead.", "minutes": 3}

    answer = client.post(
        address("checklist", checklist), {**LIST, **rows("versions", kept | month, new | month, initial=1)}
    )

    assert answer.status_code == 409
    assert shows(answer.text, 'value="Teasel &amp; co"', 'value="Ours, and later"', "Our lead.</textarea>")
    assert checklist.versions.count() == 1


@pytest.mark.django_db
def test_a_new_guide_at_an_address_that_was_taken_keeps_its_words(meanwhile) -> None:
    client = as_role(Role.CURATOR)
    meanwhile(Guide, lambda: Guide.objects.create(slug="the-way-home", kept_by="Theirs"))

    answer = client.post(address("guide"), {**GUIDE, **rows("revisions")})

    assert answer.status_code == 409
    assert shows(answer.text, 'value="Marram &amp; co"')
    assert not Guide.objects.exists()


@pytest.mark.django_db
def test_a_new_topic_and_its_other_words_stay(meanwhile) -> None:
    client = as_role(Role.PROGRAMME_LEAD)
    meanwhile(Topic, lambda: make_topic("Too much work"))
    fields = {"name": "Too much work", "slug": "too-much", "kind": "stressor", "description": "More than one can do."}

    answer = client.post(
        "/admin/stories/topic/add/",
        {**fields, "parent": "", "merged_into": "", **rows("aliases", {"name": "overtime"})},
    )

    assert answer.status_code == 409
    assert shows(answer.text, "More than one can do.", 'value="overtime"')
    assert not Topic.objects.exists()


@pytest.mark.django_db
def test_a_new_person_stays_without_the_password(meanwhile) -> None:
    client = as_role(Role.ADMIN)
    meanwhile(User, lambda: make_user(email="ann@example.org"))
    secret = "three stones on a hill"

    answer = client.post(
        "/admin/accounts/user/add/",
        {"email": "ann@example.org", "name": "Juniper", "usable_password": "true", "password1": secret,
         "password2": secret, **rows("grants", {"role": "moderator"})},
    )  # fmt: skip

    assert answer.status_code == 409
    assert shows(answer.text, 'value="ann@example.org"', 'value="Juniper"')
    assert secret not in answer.text
    assert not User.objects.filter(email="ann@example.org").exists()


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_the_form_says_where_the_clash_is_once_the_other_one_is_saved(meanwhile) -> None:
    guide, client = make_guide(), as_role(Role.CURATOR)

    def take() -> None:
        try:
            GuideRevision.objects.create(guide=guide, number=2, title="Theirs", **DAYS)
        finally:
            connection.close()

    def take_elsewhere() -> None:
        other = threading.Thread(target=take)
        other.start()
        other.join()

    meanwhile(Guide, take_elsewhere)

    answer = client.post(address("guide", guide), revision(guide))

    assert answer.status_code == 409
    assert shows(answer.text, 'value="Written &lt;anew&gt;"')
    assert "Revision of a guide with this Guide and Number already exists." in answer.text
    assert [each.title for each in guide.revisions.filter(number=2)] == ["Theirs"]


@pytest.mark.django_db
def test_a_number_taken_since_the_form_was_opened_is_pointed_at() -> None:
    """The form knows the rows that it was opened with, and no others."""
    guide, client = make_guide(), as_role(Role.CURATOR)
    form = revision(guide)
    GuideRevision.objects.create(guide=guide, number=2, title="Theirs", **DAYS)

    answer = client.post(address("guide", guide), form)

    assert answer.status_code == 409
    assert shows(answer.text, 'value="Written &lt;anew&gt;"')
    own = "Revision of a guide with this Guide and Number already exists."
    errors = [list(each.non_field_errors()) for each in answer.context["inline_admin_formsets"][1].formset.forms]
    assert errors == [[], [own]]
