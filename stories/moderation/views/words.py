"""What each decision's page says: before, on its button, and after."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """The words of one page. `begin` is what its message starts from when no template is chosen.

    `is_for_author` when nothing comes of it unless the author answers.
    """

    heading: str | Promise
    lead: str | Promise
    button: str | Promise
    done: str | Promise
    begin: str | Promise = ""
    is_grave: bool = False
    is_for_author: bool = False


ASK = Words(
    _("Ask the author"),
    _("They see it when they come back with their receipt. We have no way to tell them before."),
    _("Send the question"),
    _("Your question is waiting for the author."),
    is_for_author=True,
)
OFFER = Words(
    _("Offer these changes"),
    _(
        "The author sees what you took out and what you put in. "
        "They accept it, write their own, or take the story back."
    ),
    _("Send the offer"),
    _("Your changes are waiting for the author."),
    is_for_author=True,
)
SECOND_READ = Words(
    _("Ask for a second read"),
    _("Somebody else reads it from the start. You do not have to say why."),
    _("Ask for a second read"),
    _("Somebody else will read it."),
)
SEND_BACK = Words(
    _("Read it again from the start"),
    _("You do not agree with the first reader. The story goes back to “Ready to read”, and the proposal is dropped."),
    _("Send it back"),
    _("The story is under “Ready to read” again."),
)
APPROVE = Words(
    _("Approve this story"),
    _("It comes out with the next release. Until then you can take the approval back."),
    _("Approve"),
    _("Approved. Until it comes out you can take the approval back."),
)
PROPOSE = replace(
    APPROVE, lead=_("A second reader looks at it next, and decides. If they agree, it comes out with the next release.")
)
DECLINE = Words(
    _("Do not publish this story"),
    _("A second reader looks at it before the author hears of it. Be kind: this was hard to write."),
    _("Do not publish it"),
    _("Done. The author will find your words."),
    is_grave=True,
)
PATTERNS = Words(
    _("Keep it for patterns"),
    _("The author shared this only so that we can spot patterns. It stays off the site. Thank them."),
    _("Thank the author"),
    _("The author will find your thanks."),
    begin=_(
        "Thank you for trusting us with this. Somebody on the team has read it, all of it. "
        "As you asked, we keep it off the site. It helps us see what comes up again and again."
    ),
)
ESCALATE = Words(
    _("Escalate"),
    _("A senior moderator reads it next. The author gets your words. Do not try to work out who wrote this."),
    _("Escalate it"),
    _("Escalated. A senior moderator reads it next. If it weighs on you, take a break."),
    is_grave=True,
)

REST_FIRST = _("You read two heavy stories in a row, and this would be a third. Rest first, or take a lighter one.")
FOR_SECOND_READER = _("A second reader looks at it next. The author hears nothing until then.")
NO_TITLE = _("Give the story a title first.")
NOT_READY = _(
    "It cannot be sent like this: the story needs a title, a change to offer, and an author who wants it out."
)
