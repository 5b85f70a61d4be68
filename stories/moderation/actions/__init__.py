"""What moderators do to a story that waits."""

from stories.moderation.actions.asides import step_aside, step_back
from stories.moderation.actions.claims import claim, free_unclaimed, lapse_claims, put_back
from stories.moderation.actions.decisions import (
    approve,
    ask,
    decline,
    escalate,
    keep_for_patterns,
    offer,
    release_now,
    reopen,
    send_back,
    send_for_second_read,
)
from stories.moderation.actions.edits import Edit, save_edit
from stories.moderation.actions.several import add_topic, claim_first, release_chosen
from stories.moderation.actions.unanswered import expire_unanswered
from stories.moderation.actions.weights import leave_note, weigh

__all__ = [
    "Edit",
    "add_topic",
    "approve",
    "ask",
    "claim",
    "claim_first",
    "decline",
    "escalate",
    "expire_unanswered",
    "free_unclaimed",
    "keep_for_patterns",
    "lapse_claims",
    "leave_note",
    "offer",
    "put_back",
    "release_chosen",
    "release_now",
    "reopen",
    "save_edit",
    "send_back",
    "send_for_second_read",
    "step_aside",
    "step_back",
    "weigh",
]
