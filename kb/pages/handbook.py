"""The moderators' handbook, which is kept as a document of the project, as a page."""

from functools import lru_cache

from django.conf import settings
from django.http import Http404
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt


@lru_cache(maxsize=1)
def handbook() -> SafeString:
    """Return the handbook as HTML. Raises Http404 where the site was put up without its documents."""
    path = settings.BASE_DIR / "docs" / "moderators.md"
    if not path.is_file():
        raise Http404
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    return mark_safe(parser.render(path.read_text(encoding="utf-8")))  # noqa: S308 - our own file, and no HTML in it
