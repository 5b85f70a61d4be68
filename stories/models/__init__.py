"""The tables of a story's life: sealed while it waits, public once it is released."""

from stories.models.care import Aside, DeskNote, StoryWeight
from stories.models.claim import Claim, SecondRead
from stories.models.decision import Decision, QuarterKey
from stories.models.digest import DigestDay
from stories.models.directory import DirectoryToken, OwnTerm
from stories.models.duty import DutyLetter
from stories.models.imported import ImportedRow
from stories.models.key_check import KeyCheck
from stories.models.message import Message
from stories.models.receipt import Receipt
from stories.models.reply import Reaction, ReactionCount, Reply
from stories.models.response import Response, ResponseAside, ResponseKey
from stories.models.story import PublicationState, Story
from stories.models.submission import SealedKey, Step, Submission, SubmissionNote
from stories.models.template import DeclineReason, MessageTemplate, Replacement
from stories.models.topic import StoryTopic, SubmissionTopic, Topic, TopicAlias
from stories.models.total import CountedWeek, Total
from stories.models.vocabulary import ReaderNote, WorkGroup
from stories.models.wording import WordChange

__all__ = [
    "Aside",
    "Claim",
    "CountedWeek",
    "Decision",
    "DeclineReason",
    "DeskNote",
    "DigestDay",
    "DirectoryToken",
    "DutyLetter",
    "ImportedRow",
    "KeyCheck",
    "Message",
    "MessageTemplate",
    "OwnTerm",
    "PublicationState",
    "QuarterKey",
    "Reaction",
    "ReactionCount",
    "ReaderNote",
    "Receipt",
    "Replacement",
    "Reply",
    "Response",
    "ResponseAside",
    "ResponseKey",
    "SealedKey",
    "SecondRead",
    "Step",
    "Story",
    "StoryTopic",
    "StoryWeight",
    "Submission",
    "SubmissionNote",
    "SubmissionTopic",
    "Topic",
    "TopicAlias",
    "Total",
    "WordChange",
    "WorkGroup",
]
