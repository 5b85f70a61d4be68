"""The tables of the privacy page and of how we work: who might want to know, and who sees what."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Watcher(NamedTuple):
    """Somebody who might want to know who wrote a story, with what is promised against them and what is not."""

    who: Promise
    promised: Promise
    not_promised: Promise


class Part(NamedTuple):
    """A role, what it does, and what it never sees."""

    who: Promise
    does: Promise
    never: Promise


TOGETHER = _(
    "No name and no day. Your kind of work only where many people do it. Stories most often come out together, and in"
    " no order."
)
ALONE = _("No name. Your kind of work only where many people do it.")
STYLE = _("Your way of writing, or a thing you have told them before.")
STYLE_AND_DAY = _(
    "Your way of writing, or a thing you have told them before. And the day: on this site a story comes out as soon as"
    " it is approved."
)
VISIT_SEEN = _("That your device came to this site, and when.")
SHARING_SEEN = _("That your device came to the pages for sharing, and when. They have a name of their own.")


def watchers(*, weekly: bool, share_host: bool) -> tuple[Watcher, ...]:
    """Return the rows of the privacy page, for stories that come out together (`weekly`) and a share host, or not.

    docs/threat-model.md says the same for a security reviewer, with the mechanism and the test of each.
    """
    return (
        Watcher(_("A colleague who reads"), TOGETHER if weekly else ALONE, STYLE if weekly else STYLE_AND_DAY),
        Watcher(
            _("A moderator"),
            _("Not who you are, and not the time of day. They talk to whoever holds the receipt."),
            _("That they know the event you write about. Or that they look at the list just when your story comes in."),
        ),
        Watcher(
            _("IT, with a copy of the database"),
            _(
                "Nothing in it joins a story to a person. Words that are not yet published cannot be read without a key"
                " that is kept elsewhere. Receipts are of no use to them."
            ),
            _(
                "The week it came in. The day, if they keep the copies of two days and compare them. And what is"
                " already public."
            ),
        ),
        Watcher(
            _("IT, watching live"),
            _("The site as we ship it writes nothing down about the share and status pages."),
            _(
                "Somebody who controls the server can change it, note addresses and read along. For some days the"
                " database’s own files also show when something was written."
            ),
        ),
        Watcher(
            _("The work network"),
            _("What you send is encrypted on its way, and no address on this site says who you are."),
            SHARING_SEEN if share_host else VISIT_SEEN,
        ),
        Watcher(
            _("The next person at a shared screen"),
            _("We leave no draft and no receipt behind. The pages are not kept by the browser."),
            _("Programs on that computer that keep what is typed. And the history, which shows that you were here."),
        ),
    )


PARTS = (
    Part(_("Readers"), _("Read, search and share. No name needed."), _("Who wrote what.")),
    Part(
        _("Moderators"),
        _("Read what waits, ask, take out what could point at someone, decide."),
        _("An address, or a time of day."),
    ),
    Part(_("Senior moderators"), _("Second reads, and letting stories out."), _("An address, or a time of day.")),
    Part(_("Curators"), _("Build guides from stories that are out."), _("Words that are not published.")),
    Part(_("Peer leads"), _("Lead checklists, and listen."), _("Words that are not published.")),
    Part(_("Programme leads"), _("Topics, help entries, what was said and done."), _("Words that are not published.")),
    Part(
        _("Admins"),
        _("Run the site and its accounts. They give out these roles, also to themselves."),
        _("Stories, other than on the pages that all can read."),
    ),
)
