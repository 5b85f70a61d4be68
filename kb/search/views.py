"""The page that finds. What is looked for stands in the address, so that it can be shared, and is written nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.decorators import reading
from kb.catalogue.topic_index import entries
from kb.search import engine
from kb.search.asked import read_asked
from kb.search.headings import heading, next_words, place_in
from kb.search.question import PAGE
from kb.search.reading import answers, story_cards, ways_to_all
from stories.privacy.crisis import risk_phrases
from stories.topics.vocabulary import load_vocabulary


@reading
def search(request: HttpRequest) -> HttpResponse:
    """Show what fits the words and the filters in the address, or how to search where there are none."""
    vocabulary = load_vocabulary()
    asked = read_asked(request, vocabulary)
    context = {
        "asked": asked,
        "hint": _("Try night shifts, or angry customers"),
        "topics": entries(vocabulary.stressors),
        "more": _("All topics"),
        "at_risk": bool(risk_phrases(asked.query.text)),
    }
    if asked.query.is_empty:
        return render(request, "kb/search/start.html", context)
    results = engine.search(asked.query, vocabulary)
    context |= {
        "heading": heading(results, asked.query),
        "answers": answers(results),
        "ways_to_all": ways_to_all(results, asked),
        "cards": story_cards(results.stories, vocabulary),
        "is_nothing": not (results.stories or results.others or results.named),
        "ignored": results.ignored,
        "place": place_in(results),
        "next_words": next_words(results),
        "next_url": asked.url(after=results.after + PAGE),
        "back_url": asked.url(after=max(results.after - PAGE, 0)) if results.after else "",
    }
    return render(request, "kb/search/results.html", context)
