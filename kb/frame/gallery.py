"""The gallery: every component of templates/components/, drawn with sample values."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kb.frame.comfort import ComfortForm
from kb.frame.help_file import Entry

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"


class SampleForm(forms.Form):
    """One field of each kind that a form of this site has."""

    title = forms.CharField(label="A line", help_text="A hint says what to write.", max_length=20)
    words = forms.CharField(label="Words", widget=forms.Textarea)
    choice = forms.ChoiceField(label="One of these", choices=[("a", "This"), ("b", "That")], widget=forms.RadioSelect)


@dataclass(frozen=True)
class Shown:
    """A component, and what its samples look like."""

    name: str
    samples: list[SafeString]


def component_names() -> list[str]:
    """Return the names of all components; the gallery's own page is none."""
    return sorted(path.stem for path in FOLDER.glob("*.html") if path.stem != "gallery")


def shown_components() -> list[Shown]:
    """Return every component with its samples drawn; one without samples has an empty list."""
    contexts = sample_contexts()
    return [
        Shown(name, [render_to_string(f"components/{name}.html", context) for context in contexts.get(name, [])])
        for name in component_names()
    ]


def sample_contexts() -> dict[str, list[dict[str, Any]]]:
    """Return what each component is shown with, by its name."""
    empty, wrong = SampleForm(auto_id="right_%s"), SampleForm({"title": "far more than twenty characters"})
    entry = Entry(
        kind="talk_now", name="A listening line", about="Somebody to talk to.", contact="Number set by your site",
        hours="Day and night", cost="Free", is_example=True,
    )  # fmt: skip
    card = {
        "url": "#entry", "title": "The bus home was the worst part", "said": "Somebody put the kettle on.",
        "about": "Night shifts, asked for help", "season": "spring 2026", "mentions": "Mentions a death",
    }  # fmt: skip
    story = SimpleNamespace(title="Four alarms", season="spring 2026", get_absolute_url="#story")
    cited = SimpleNamespace(story=story, quote="Two sleeps a day.", whose="Patient care")
    standing = SimpleNamespace(
        stories=[cited],
        count="5+ stories",
        quoted=cited,
        research=[SimpleNamespace(name="Managing shift work", url="")],
    )
    options = [{"value": "nights", "label": "Night shifts", "chosen": True}]
    questions = [
        {"name": "topic", "label": "What was hard", "options": options, "one_of": True},
        {"name": "setting", "label": "Kind of work", "options": options},
    ]
    answer = {"said": "There is nowhere to sit at night.", "by": "Facilities", "month": date(2026, 2, 1)}
    return {
        "account_form": [{"form": SampleForm(auto_id="account_%s"), "action": "#form", "button": "Save", "csrf": ""}],
        "chosen": [{"chosen": [{"label": "Night shifts", "url": "#off"}]}],
        "cited_lines": [{"standing": standing}],
        "comfort": [{"form": ComfortForm(), "next": "/"}],
        "deskbar": [{"rooms": [{"url": "#desk", "name": "Moderation", "current": True}], "csrf": ""}],
        "entry": [{"card": card}, {"card": card, "found": "yes"}],
        "error_summary": [{"form": wrong}],
        "field": [{"field": field} for form in (empty, wrong) for field in form],
        "field_error": [{"field": wrong["words"]}],
        "foot": [{"comfort_form": ComfortForm(), "next": "/"}, {"blind": True}],
        "help_danger": [{"entries": []}, {"entries": [entry]}],
        "help_row": [{"entry": entry}],
        "help_strip": [{}],
        "messages": [{"messages": [Message(constants.SUCCESS, "Saved."), Message(constants.WARNING, "Not yet.")]}],
        "narrow": [{"action": "#narrow", "questions": questions, "chosen": ["one"], "words": "kettle"}],
        "pager": [{"newer_url": "#newer", "older_url": "#older"}],
        "said_did": [
            {"answer": {**answer, "state": "done", "did": "Each floor has a room with chairs."}},
            {"answer": {**answer, "state": "not_yet", "why_not": "There is no room free. We ask again in May."}},
        ],
        "search_box": [{"hint": "Try night shifts, or angry customers", "value": "", "main": True}],
        "site_nav": [{"section": "stories", "has_exit": True}],
        "standing": [{"standing": standing, "quotes": "yes"}],
        "standing_margin": [{"standing": standing, "label": "What step 1 stands on"}],
        "story_links": [{"stories": [cited], "quotes": "yes"}],
        "topic_index": [
            {"topics": [{"url": "#topic", "name": "Night shifts", "stories": "40+ stories"}], "more": "All topics"}
        ],
    }
