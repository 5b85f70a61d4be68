"""How long what is kept: every table and every field of it, as data. The scheduled job carries it out.

Weeks are all that is known about a story, so days are counted from the Monday of its week: nothing is kept longer than
promised, and some of it up to six days shorter. What is published stays until its author takes it back.

A system check (`stories.publishing.checks`) fails when a field stands in no line of `KEPT`: who adds one says here how
long it stays. `stories.publishing.purging` holds the jobs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["purged", "with", "at a moment", "by its keeper", "while the site stands"]


@dataclass(frozen=True)
class Rule:
    """How long fields are kept. `words` says it for people.

    how="purged": the scheduled job named `job` erases the row, `setting` days after.
    how="with": the row goes when the row goes that its field `of` points at; the database sees to it.
    how="at a moment": a door of the code empties the field or deletes the row at that moment.
    how="by its keeper": whoever keeps the entry deletes it, in the admin or on the desk.
    how="while the site stands": it says nothing of anybody, and is needed as long.
    """

    how: How
    words: str
    job: str = ""
    setting: str = ""
    of: str = ""


def goes_with(of: str) -> Rule:
    """Return the rule of a row that goes with the row its field `of` points at."""
    return Rule("with", f"as long as its {of.replace('_', ' ')}", of=of)


def kept(words: str) -> Rule:
    """Return the rule of what names nobody and stays."""
    return Rule("while the site stands", words)


WAITING = Rule(
    "purged",
    "until it is taken back; unpublished CAIRN_DAYS_UNPUBLISHED days, which start again when a decision is undone; "
    "declined CAIRN_DAYS_DECLINED days, which is also what becomes of an author’s silence of CAIRN_DAYS_OFFER days",
    job="unpublished stories erased",
    setting="CAIRN_DAYS_UNPUBLISHED",
)
UNTIL_OUT = Rule("at a moment", "emptied in the transaction that publishes the story")
ROW_OUT = Rule("at a moment", "deleted in the transaction that publishes the story; else as long as the story waits")
PUBLISHED = Rule("at a moment", "until the author takes the story back: then at once")
RESPONSE = Rule(
    "purged",
    "until it is decided or its story goes; undecided CAIRN_DAYS_UNPUBLISHED days, while its story is in sight",
    job="undecided replies and reports erased",
    setting="CAIRN_DAYS_UNPUBLISHED",
)
REACTION = Rule("purged", "until it is undone, or the count of its week takes it up", job="reactions counted")
PERSON = Rule("by its keeper", "until an admin removes the person")
ENTRY = Rule("by its keeper", "until whoever keeps it deletes it")
CLAIMED = Rule("purged", "CAIRN_CLAIM_MINUTES idle minutes", job="idle claims put back", setting="CAIRN_CLAIM_MINUTES")
QUARTER = Rule("purged", "to the end of its quarter", job="keys of past quarters destroyed")
DECIDED = Rule("purged", "CAIRN_DAYS_DECISIONS days", job="old decisions erased", setting="CAIRN_DAYS_DECISIONS")
ENDED = Rule(
    "purged",
    "as long as its story, and CAIRN_DAYS_RECEIPTS days more, to say that it is gone",
    job="receipts of gone stories erased",
    setting="CAIRN_DAYS_RECEIPTS",
)
ADMIN_LOG = Rule("purged", "CAIRN_DAYS_ADMIN_LOG days", job="old lines of the admin’s log erased",
                 setting="CAIRN_DAYS_ADMIN_LOG")  # fmt: skip
TEAM_WORDS = kept("words of the team: what is no longer offered stays, for what was written with it")
WORD_CHANGE = Rule(
    "purged",
    "CAIRN_DAYS_ADMIN_LOG days, as the admin’s log",
    job="old changes of the team’s words erased",
    setting="CAIRN_DAYS_ADMIN_LOG",
)
SIGNED_IN = Rule("purged", "to the midnight after it ended", job="expired sign-ins cleared")
CONFIRMATION = Rule("purged", "3 days", job="expired confirmations of addresses erased")
FRAMEWORK = kept("a list of what the code is made of")
UNUSED = kept("a table of a library that nothing of ours writes to")

# Each table: its rule, and the fields that the rule is for; a table can have several.
KEPT: dict[str, tuple[tuple[Rule, str], ...]] = {
    # What waits.
    "stories.Submission": (
        (UNTIL_OUT, "sealed_original sealed_edit sealed_accepted language"),
        (WAITING, "id state version received_week settled_week priority length quarter work_group publish_consent "
                  "quote_consent story"),
    ),
    "stories.SubmissionNote": ((ROW_OUT, "id submission note"),),
    "stories.SubmissionTopic": ((ROW_OUT, "id tag content_object"),),
    "stories.SealedKey": ((ROW_OUT, "submission wrapped"),),
    "stories.Message": ((ROW_OUT, "id submission number sender kind sealed_body week"),),
    "stories.SecondRead": ((ROW_OUT, "submission first_reader second_reader proposal reason sealed_reply"),),
    "stories.Aside": ((ROW_OUT, "id submission mark"),),
    "stories.StoryWeight": ((ROW_OUT, "submission risk told"),),
    "stories.DeskNote": ((ROW_OUT, "id submission number sealed_body"),),
    "stories.Step": ((goes_with("submission"), "id submission number move state week"),),
    "stories.Claim": ((CLAIMED, "submission moderator until from_state"),),
    "stories.Receipt": ((ENDED, "id digest submission binding form ended_week"),),
    "stories.ImportedRow": ((kept("so that importing a file twice adds nothing"), "id digest"),),
    # What the desk did.
    "stories.QuarterKey": ((QUARTER, "quarter wrapped"),),
    "stories.Decision": ((DECIDED, "id actor move to_state reason day subject"),),
    "stories.Total": ((kept("numbers of a quarter, which name nothing and nobody"), "id quarter kind detail number"),),
    "stories.CountedWeek": ((kept("one row: the last week that is in the numbers"), "id week"),),
    # What is out, and what stands on it.
    "stories.Story": (
        (PUBLISHED, "id position title happened felt helped advice quarter work_group quote_consent version is_pulled"),
    ),
    "stories.Story_notes": ((goes_with("story"), "id story readernote"),),
    "stories.StoryTopic": ((goes_with("content_object"), "id tag content_object"),),
    "stories.Response": (
        (RESPONSE, "id story kind version priority received_week settled_week sealed_words"),
    ),
    "stories.ResponseKey": ((goes_with("response"), "response wrapped"),),
    "stories.ResponseAside": ((goes_with("response"), "id response mark"),),
    "stories.Reply": ((goes_with("story"), "id story kind text link quarter"),),
    "stories.Reaction": ((REACTION, "id story kind week"),),
    "stories.ReactionCount": ((goes_with("story"), "id story kind number"),),
    "kb.Evidence": ((goes_with("story"), "id claim story quote source source_url position"),),
    "kb.ItemCitation": ((goes_with("story"), "id item story quote source source_url position"),),
    "kb.SaidDid_stories": ((goes_with("story"), "id saiddid story"),),
    "kb.SearchDocument": (
        (PUBLISHED, "id kind object_id slug title lead body title_words words facets quarter"),
    ),
    "kb.SearchTerm": ((PUBLISHED, "term documents"),),
    # What the house writes.
    "stories.Topic": ((ENTRY, "id name slug kind description parent merged_into story_count"),),
    "stories.TopicAlias": ((ENTRY, "id topic name"),),
    "stories.WorkGroup": ((ENTRY, "id slug name someone_in head_count parent position"),),
    "stories.ReaderNote": ((TEAM_WORDS, "id slug name weight position version is_retired"),),
    "stories.OwnTerm": ((ENTRY, "id term kind suggestion"),),
    "stories.DirectoryToken": (
        (Rule("at a moment", "until load_directory replaces or clears the staff list"), "digest kind"),
    ),
    "stories.MessageTemplate": ((TEAM_WORDS, "id slug use name body position version is_retired"),),
    "stories.DeclineReason": ((TEAM_WORDS, "id slug counts_as name body position version is_retired"),),
    "stories.Replacement": ((TEAM_WORDS, "id slug name instead_of position version is_retired"),),
    "stories.WordChange": ((WORD_CHANGE, "id kind slug number by role day before after"),),
    "kb.Guide": ((ENTRY, "id slug kept_by drawing current being_checked"),),
    "kb.GuideTopic": ((goes_with("content_object"), "id tag content_object"),),
    "kb.GuideRevision": ((goes_with("guide"), "id guide number title lead reviewed_on review_due"),),
    "kb.Claim": ((goes_with("revision"), "id revision kind position heading body"),),
    "kb.Checklist": ((ENTRY, "id slug kind led_by drawing current needs_sign_off being_checked"),),
    "kb.ChecklistTopic": ((goes_with("content_object"), "id tag content_object"),),
    "kb.ChecklistVersion": ((goes_with("checklist"), "id checklist number title lead minutes published_month"),),
    "kb.ChecklistItem": ((goes_with("version"), "id version position text why"),),
    "kb.ChecklistBand": ((goes_with("version"), "id version lowest highest heading advice links_help"),),
    "kb.HelpEntry": (
        (ENTRY, "id kind name about contact contact_url hours cost confidentiality site is_example last_verified "
                "position"),
    ),
    "kb.PeerSupporter": ((ENTRY, "id alias listens_to from_hour to_hour contact"),),
    "kb.IdentityRequests": ((ENTRY, "id quarter number"),),
    "kb.SaidDid": ((ENTRY, "id said did why_not by month state"),),
    # Who may sign in.
    "accounts.User": ((PERSON, "id password last_login is_superuser email name is_active joined_on"),),
    "accounts.RoleGrant": ((goes_with("user"), "id user role"),),
    "accounts.User_groups": ((goes_with("user"), "id user group"),),
    "accounts.User_user_permissions": ((goes_with("user"), "id user permission"),),
    "account.EmailAddress": ((goes_with("user"), "id user email verified primary"),),
    "account.EmailConfirmation": ((CONFIRMATION, "id email_address created sent key"),),
    "sessions.Session": ((SIGNED_IN, "session_key session_data expire_date"),),
    "admin.LogEntry": (
        (ADMIN_LOG, "id action_time user content_type object_id object_repr action_flag change_message"),
    ),
    # What the code needs to run.
    "stories.PublicationState": ((kept("one row of counters"), "id generation last_position cleaned"),),
    "stories.DutyLetter": ((kept("one row: whether a letter to the duty address is owed"), "id is_owed rest"),),
    "stories.DigestDay": ((kept("one row: the day of the last letter to the desk"), "id day"),),
    "stories.KeyCheck": ((kept("one row that knows the key file again"), "id pepper number master"),),
    "auth.Permission": ((FRAMEWORK, "id name content_type codename"),),
    "auth.Group": ((FRAMEWORK, "id name"),),
    "auth.Group_permissions": ((FRAMEWORK, "id group permission"),),
    "contenttypes.ContentType": ((FRAMEWORK, "id app_label model"),),
    "taggit.Tag": ((UNUSED, "id name slug"),),
    "taggit.TaggedItem": ((UNUSED, "id tag content_type object_id"),),
}  # fmt: skip
