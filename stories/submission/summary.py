"""The whole story as a list, for one more look before it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stories.submission.forms.story import PART_NAMES, StoryForm


@dataclass(frozen=True)
class Row:
    """One question with its answer: words of the author's, or the names of what they chose."""

    question: str
    opens: str
    words: str = ""
    chosen: str = ""


def summary(form: StoryForm) -> list[Row]:
    """Return a row a question. The form must be valid."""
    data = form.cleaned_data
    topics = _names(form, "topics") + _names(form, "helped_by")
    if not topics and data["unsure"]:
        topics = [_("Not sure")]
    parts = [Row(str(form.fields[name].label), name, words=data[name]) for name in PART_NAMES]
    notes = Row(_("Should readers know anything first?"), "notes", chosen=", ".join(_names(form, "notes")))
    work = dict(form.vocabulary.choices("work_group")).get(data["work_group"], "")
    return [
        Row(_("What is it about?"), "topics", chosen=", ".join(topics)),
        *parts,
        notes,
        Row(_("About your work"), "work_group", chosen=work),
        Row(_("How can we use your words?"), "publish_consent", chosen=_consents(form)),
    ]


def _names(form: StoryForm, field: str) -> list[str]:
    chosen = form.cleaned_data[field]
    return [name for slug, name in form.vocabulary.choices(field) if slug in chosen]


def _consents(form: StoryForm) -> str:
    publish = {"yes": _("Publish: yes."), "no": _("Publish: no, only to spot patterns.")}
    quote = {"yes": _("Quote in guides: yes."), "ask": _("Quote in guides: ask me first."), "no": _("Quote: no.")}
    return f"{publish[form.cleaned_data['publish_consent']]} {quote[form.cleaned_data['quote_consent']]}"
