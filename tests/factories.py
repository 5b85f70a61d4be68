"""Real rows for tests, made through the same doors as the site's own."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from accounts.models import User
from accounts.roles import Role
from kb.models import Checklist, ChecklistItem, ChecklistVersion, Claim, Evidence, Guide, GuideRevision, ItemCitation
from stories.models import (
    Aside,
    DeskNote,
    ReaderNote,
    Reply,
    Response,
    Story,
    StoryWeight,
    Submission,
    Topic,
    TopicAlias,
    WorkGroup,
)
from stories.models.keys import random_key
from stories.moderation.actions import step_aside
from stories.moderation.asides import mark_of
from stories.privacy.sealing import seal
from stories.publishing.actions import NewStory, publish_stories
from stories.responses.actions import send_response
from stories.submission.actions import Draft, Parts, receive_story

PASSWORD = "a long enough password"
_numbers = itertools.count(1)


def make_user(*roles: str, email: str = "", **fields: Any) -> User:
    """A person with these roles, whose password is PASSWORD."""
    return User.objects.create_user(email or f"person{next(_numbers)}@example.org", PASSWORD, roles=roles, **fields)


def make_moderator(**fields: Any) -> User:
    return make_user(Role.MODERATOR, **fields)


def make_senior(**fields: Any) -> User:
    return make_user(Role.SENIOR_MODERATOR, **fields)


def make_topic(name: str = "Night shifts", *, kind: str = Topic.Kind.STRESSOR, aliases: tuple[str, ...] = ()) -> Topic:
    topic, _made = Topic.objects.get_or_create(name=name, defaults={"kind": kind})
    for alias in aliases:
        TopicAlias.objects.get_or_create(topic=topic, name=alias)
    return topic


def make_note(slug: str = "death", *, name: str = "a death", weight: str = ReaderNote.Weight.SOME) -> ReaderNote:
    return ReaderNote.objects.get_or_create(slug=slug, defaults={"name": name, "weight": weight})[0]


def make_work_group(
    slug: str = "patient-care", *, name: str = "Patient care", head_count: int = 500, parent: WorkGroup | None = None
) -> WorkGroup:
    fields = {"name": name, "someone_in": name.lower(), "head_count": head_count, "parent": parent}
    return WorkGroup.objects.get_or_create(slug=slug, defaults=fields)[0]


def make_story(title: str = "The bus home was the worst part", **fields: Any) -> Story:
    """A published story; `fields` are those of NewStory."""
    words = {
        "quarter": "2026Q2",
        "happened": "It was my fourth night of six.",
        "felt": "A sort of buzzing, in my hands mostly.",
        "helped": "Somebody put the kettle on and asked what he was like.",
        "advice": "Tell one person before you go home.",
        "quote_consent": "yes",
    }
    return publish_stories([NewStory(title=title, **{**words, **fields})])[0]


def make_submission(title: str = "Four alarms", *, user: User | None = None, **fields: Any) -> Submission:
    """A sealed submission that waits to be read; `fields` are those of Parts and Draft."""
    parts = {name: fields.pop(name) for name in ("happened", "felt", "helped", "advice") if name in fields}
    words = {"happened": "I slept through three of them.", "helped": "Two sleeps a day.", **parts}
    draft = Draft(parts=Parts(title=title, **words), **{"publish_consent": "yes", "quote_consent": "ask", **fields})
    return receive_story(draft=draft)


def make_aside(submission: Submission, by: User) -> Aside:
    """What is kept when this person stands aside from a waiting story."""
    step_aside(submission=submission, by=by)
    return Aside.objects.get(submission=submission, mark=mark_of(by))


def make_weight(submission: Submission, *, risk: int = 1, told: int = StoryWeight.Told.GRAVE) -> StoryWeight:
    """How heavy a waiting story is: a grave one, unless said otherwise."""
    return StoryWeight.objects.create(submission=submission, risk=risk, told=told)


def make_desk_note(submission: Submission, text: str = "Mind the ward.", *, number: int = 1) -> DeskNote:
    """A note between readers, sealed with the story's own key."""
    sealed = seal(submission, f"desk note {number}", text)
    return DeskNote.objects.create(submission=submission, number=number, sealed_body=sealed)


def make_response(
    story: Story | None = None, *, kind: str = "kind_words", text: str = "I am glad you told it.", link: str = ""
) -> Response:
    """A sealed reply or report that waits to be read."""
    nonce, before = str(random_key()), set(Response.objects.values_list("pk", flat=True))
    send_response(story=story or make_story(), kind=kind, text=text, link=link, nonce=nonce)
    return Response.objects.exclude(pk__in=before).get()


def make_reply(story: Story, text: str = "You are not alone in this.", **fields: Any) -> Reply:
    """A reply that is out."""
    return Reply.objects.create(story=story, text=text, **{"kind": "kind_words", "quarter": "2026Q3", **fields})


def make_guide(slug: str = "the-way-home", *, stories: tuple[Story, ...] = (), quote: str = "", **fields: Any) -> Guide:
    """A published guide with one step, which cites these stories."""
    guide = Guide.objects.create(slug=slug, kept_by="Marram, peer lead")
    revision = GuideRevision.objects.create(
        guide=guide,
        title=fields.get("title", "The way home after nights"),
        lead=fields.get("lead", "The end of a night shift is a soft spot."),
        reviewed_on=date(2026, 3, 3),
        review_due=fields.get("review_due", date(2027, 3, 3)),
    )
    claim = Claim.objects.create(
        revision=revision, kind=Claim.Kind.STEP, position=1, heading="Stop before you leave", body="Ten *minutes*."
    )
    for position, story in enumerate(stories):
        Evidence.objects.create(claim=claim, story=story, quote=quote, position=position)
    guide.current = revision
    guide.save()
    return guide


def make_checklist(slug: str = "worn-out", *, stories: tuple[Story, ...] = (), **fields: Any) -> Checklist:
    """A published checklist with one line, which cites these stories."""
    kind = fields.get("kind", Checklist.Kind.SELF_CHECK)
    checklist = Checklist.objects.create(slug=slug, kind=kind, led_by="Teasel, peer lead")
    version = ChecklistVersion.objects.create(
        checklist=checklist,
        title=fields.get("title", "Just tired, or worn out?"),
        lead="Lines to read before you go home.",
        published_month=date(2026, 2, 1),
    )
    item = ChecklistItem.objects.create(version=version, position=1, text="I missed my break.", why="Hunger hides.")
    for position, story in enumerate(stories):
        ItemCitation.objects.create(item=item, story=story, position=position)
    checklist.current = version
    checklist.save()
    return checklist
