"""What a reader does beside reading: presses a button, takes it back, sends a reply or word that something is wrong."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256

from django.db import transaction

from stories.models import Reaction, Response, Story
from stories.models.response import Urgency, Wrong
from stories.privacy.crisis import risk_phrases
from stories.privacy.keyfile import keys
from stories.privacy.sealed_responses import store_sealed
from stories.privacy.wrapping import derived
from stories.publishing.erasing import erase_now


class Gone(Exception):
    """The story was taken back in the meantime."""


@transaction.atomic
def react(*, story: Story, kind: str, nonce: str) -> int:
    """Note a press, and return the key by which it can be undone. `nonce` is the form's number. Raises Gone.

    The same form with a number of its own, sent twice, is one press. The buttons on a story's own page have no such
    number (stories.privacy.form_token.day_token), so each press of them is another: no identity is kept, and nobody is
    held off from pressing twice but by the bucket. What is told of the number moves once a week, and in fives.
    """
    _hold(story)
    key = _key_of_form("reaction", nonce, f"{story.pk} {kind}")
    Reaction.objects.get_or_create(pk=key, defaults={"story": story, "kind": kind})
    return key


@transaction.atomic
def undo(*, story: Story, key: int) -> bool:
    """Take a press out again, and say whether it was still there.

    The press is a row until its week is counted, and undoing deletes that row and no other: undone twice, or by
    somebody who has seen the token, it takes out nothing that others gave. Once counted, it is a number and stays.
    """
    transaction.on_commit(erase_now)
    deleted, _each = Reaction.objects.filter(pk=key, story=story).delete()
    return bool(deleted)


@transaction.atomic
def send_response(*, story: Story, kind: str, text: str, link: str = "", nonce: str) -> None:
    """Seal and store a reply or a report. The same form with the same words sent twice is one. Raises Gone."""
    _hold(story)
    words = {"text": text, "link": link}
    key = _key_of_form("response", nonce, json.dumps([story.pk, kind, words]))
    if Response.objects.filter(pk=key).exists():
        return
    store_sealed(Response(pk=key, story=story, kind=kind, priority=_urgency(kind, text)), words)


def _urgency(kind: str, text: str) -> Urgency:
    if kind in Wrong.values:
        return Urgency.REPORT
    return Urgency.RISK if risk_phrases(text) else Urgency.ORDINARY


def _hold(story: Story) -> None:
    """Keep the story where it is until this transaction ends, so that what hangs on it goes with it. Raises Gone.

    Two who send at once wait for each other, too: the second then finds what the first wrote.
    """
    if Story.objects.select_for_update().only("id").filter(pk=story.pk).first() is None:
        raise Gone


def _key_of_form(purpose: str, nonce: str, content: str) -> int:
    """Return the random-looking key of what a form with this content writes: 1 to 2**63 - 1."""
    secret = derived(f"{purpose} of a form", keys().pepper)
    digest = hmac.new(secret, f"{nonce}\n{content}".encode(), sha256).digest()
    return int.from_bytes(digest, "big") >> (256 - 63) or 1
