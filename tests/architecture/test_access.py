"""Every view says who may open it, and opening one to more people is a change somebody has to write down."""

from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.places import ROOMS

WRITTEN = Path(__file__).with_name("access.txt")


def patterns(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], URLPattern]]:
    """Yield every address below the resolver, with the namespaces it is in."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*namespaces, entry.namespace) if entry.namespace else namespaces)
        else:
            yield namespaces, entry


def line(namespaces: tuple[str, ...], pattern: URLPattern) -> str:
    """Return what the list has to say about an address: its access, or for a library's view the library.

    The admin's pages share one gate, so they count as the library's also where a class of ours adds to them.
    """
    package = "django.contrib.admin" if "admin" in namespaces else pattern.callback.__module__
    if package.split(".")[0] not in ROOMS:
        return f"(library) {'.'.join(package.split('.')[: 3 if package.startswith('django.') else 1])}"
    name = ":".join((*namespaces, pattern.name or f"<no name: {pattern.pattern}>"))
    return f"{name} {getattr(pattern.callback, 'cairn_access', '<not stated>')}"


def test_access_of_every_address_is_as_written() -> None:
    written = {text for text in WRITTEN.read_text().splitlines() if text.strip() and not text.startswith("#")}
    found = {line(namespaces, pattern) for namespaces, pattern in patterns(get_resolver())}

    unwritten = "\n".join(sorted(found - written))
    gone = "\n".join(sorted(written - found))
    assert found == written, f"Not in access.txt:\n{unwritten}\n\nIn access.txt alone:\n{gone}"


def test_every_view_states_its_access() -> None:
    silent = [
        line(namespaces, pattern)
        for namespaces, pattern in patterns(get_resolver())
        if line(namespaces, pattern).endswith("<not stated>")
    ]

    assert silent == []


def test_every_address_has_a_name() -> None:
    nameless = [
        line(namespaces, pattern)
        for namespaces, pattern in patterns(get_resolver())
        if "<no name" in line(namespaces, pattern)
    ]

    assert nameless == []
