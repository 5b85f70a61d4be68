"""The messages that moderators start from, on every site: until now only the demonstration had any."""

from typing import Any

from django.db import migrations

# As short and plain as the pages: warm, no blame, no detail of a method, always a way to a person, and nothing that
# could not be kept. docs/moderators.md names the guides that they follow.
MESSAGES = (
    (
        "blames-someone",
        "question",
        "Blames someone",
        "You have every right to feel angry. We would be, too.\n\n"
        "We cannot publish words that blame a person others could name. Could you tell us what it was like "
        "for you, and leave out who did it? What they did can stay, if it could have been anybody.\n\n"
        "If you want something done about it, the people under “Speak up” can help you. We have not passed "
        "your story on.",
    ),
    (
        "could-identify",
        "offer",
        "Could identify",
        "Thank you for trusting us with this. We would like to publish it.\n\n"
        "A few details could show who you are, or who someone else is. We have marked them and suggested "
        "other words. The choice is yours: take them, write your own, or tell us why one should stay.",
    ),
    (
        "method-detail",
        "offer",
        "Method detail",
        "Thank you for putting this into words. We know it was not a small thing to send.\n\n"
        "We keep out details of how a person harmed themselves, as they can put readers at risk. Your "
        "feelings and what helped are all still there. Have a look and see whether it still sounds like "
        "you.",
    ),
    (
        "author-in-crisis",
        "support",
        "Author in crisis",
        "It sounds very painful, and we are glad you put it into words.\n\n"
        "You can talk to someone at any hour. The numbers are on the help page, and somebody is awake at "
        "the end of them. If you are in danger this minute, ring the emergency number, or go and stand near "
        "another person.\n\n"
        "We will not publish your story just now. This is not a judgement of you. You can come back and "
        "change it, whenever you like. We do not know who you are, and we have not tried to find out.",
    ),
    (
        "another-route",
        "support",
        "Another route",
        "What you describe sounds serious, and it needs a proper answer. We cannot look into it here.\n\n"
        "The people below can, in private. They can look into it and tell you what came of it. We have not "
        "passed your story on. Whether you go to them is up to you.\n\n"
        "If you would like to tell us what it has been like to work with this, we would still like to read "
        "that.",
    ),
)


def ship_messages(apps: Any, schema_editor: Any) -> None:
    """Save those that the site does not have yet; the team edits them on the desk."""
    template = apps.get_model("stories", "MessageTemplate")
    for place, (slug, use, name, body) in enumerate(MESSAGES):
        template.objects.get_or_create(slug=slug, defaults={"use": use, "name": name, "body": body, "position": place})


class Migration(migrations.Migration):
    """Ships the words."""

    dependencies = [("stories", "0010_totals")]

    operations = [migrations.RunPython(ship_messages, migrations.RunPython.noop)]
