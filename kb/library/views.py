"""Stories and topics, for everybody who reads."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.decorators import reading
from kb.catalogue.filters import chosen, read_fields, read_filters
from kb.catalogue.topic_index import entries
from kb.library import queries
from kb.library.cards import cards
from kb.library.headings import heading, subject
from kb.library.paging import page_of
from kb.library.reading import story_page
from kb.library.topic_page import topic_page
from stories.models import Topic
from stories.privacy.form_token import day_token
from stories.topics.vocabulary import load_vocabulary


@reading
def stories(request: HttpRequest) -> HttpResponse:
    """List the stories, newest first, narrowed by what the address says."""
    vocabulary = load_vocabulary()
    fields = read_fields(request)
    filters = read_filters(fields, vocabulary)
    page = page_of(queries.filtered(filters), fields, [one.pair for one in filters.picked])
    context = {
        "heading": heading(filters),
        "subject": subject(filters),
        "questions": filters.questions(vocabulary),
        "chosen": chosen(filters.picked),
        "page": page,
        "cards": cards(page.stories, vocabulary),
        "topics": [] if page.stories else entries(vocabulary.stressors),
    }
    return render(request, "kb/library/stories.html", context)


@reading
def story(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Show one story; its title may have changed since the link was made, so only the code decides."""
    found = queries.story_at(code)
    if found is None:
        raise Http404
    if (code, slug) != (found.code, found.slug):
        return redirect(found, permanent=True)
    context = {
        "page": story_page(found, load_vocabulary()),
        # On a host of its own a form of this page would come from another site, and be refused: a link leads there.
        "token": "" if settings.CAIRN_SHARE_HOST else day_token(),
    }
    return render(request, "kb/library/story.html", context)


@reading
def topics(request: HttpRequest) -> HttpResponse:
    """Show every topic in use, of both kinds."""
    found = list(Topic.objects.current().order_by("name"))
    context = {
        "stressors": entries(topic for topic in found if topic.kind == Topic.Kind.STRESSOR),
        "helped": entries(topic for topic in found if topic.kind == Topic.Kind.HELPED),
    }
    return render(request, "kb/library/topics.html", context)


@reading
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything about one topic; one that was merged leads to the one it went into."""
    vocabulary = load_vocabulary()
    term = vocabulary.topic(slug)
    if term is None:
        raise Http404
    if term.slug != slug:
        return redirect("topic", term.slug, permanent=True)
    found = get_object_or_404(Topic, pk=term.id)
    return render(request, "kb/library/topic.html", {"page": topic_page(found, vocabulary, read_fields(request))})
