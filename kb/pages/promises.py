"""The tables of the privacy page and of how we work: who might want to know what, and who sees what."""

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


WATCHERS = (
    Watcher(
        _("A colleague who reads"),
        _("No name and no date. Your kind of work only where many people do it. Stories come out in no order."),
        _("Your way of writing, or a thing you have told them before."),
    ),
    Watcher(
        _("A moderator"),
        _("Not who you are, and not the time of day. They talk to whoever holds the receipt."),
        _("That they know the event you write about."),
    ),
    Watcher(
        _("IT, with a copy of the database"),
        _(
            "Nothing in it joins a story to a person. Words that are not yet published cannot be read without a key"
            " that is kept elsewhere. Receipts are of no use to them."
        ),
        _("The week it came in. And what is already public."),
    ),
    Watcher(
        _("IT, watching live"),
        _("The site as we ship it writes nothing down about the share and status pages."),
        _("Somebody who controls the server can change it, note addresses and read along."),
    ),
    Watcher(
        _("The work network"),
        _("What you send is encrypted on its way, and no address on this site says who you are."),
        _("That your device came to this site, and when."),
    ),
    Watcher(
        _("The next person at a shared screen"),
        _("We leave no draft and no receipt behind. The pages are not kept by the browser."),
        _("Programs on that computer that keep what is typed."),
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
    Part(_("Admins"), _("Run the site and its accounts."), _("Stories, other than on the pages that all can read.")),
)
