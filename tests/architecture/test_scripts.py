"""How much script a page brings: the worst phone of a reader or an author loads theirs, and only the desk its own."""

import re

import brotli

from tests.architecture.places import ROOT, template_files

FOLDER = ROOT / "kb" / "static" / "kb" / "js"
DESK = {path.name for path in FOLDER.glob("desk-*.js")}
READERS_AND_AUTHORS = 15_360  # bytes as they are written, all pages' scripts together
AT_THE_DESK = 8_192  # bytes as they are sent


def test_what_readers_and_authors_load_is_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.js") if path.name not in DESK}

    assert sum(sizes.values()) < READERS_AND_AUTHORS, sizes


def test_what_the_desk_loads_is_small() -> None:
    sizes = {name: len(brotli.compress((FOLDER / name).read_bytes())) for name in DESK}

    assert sum(sizes.values()) < AT_THE_DESK, sizes


def test_the_desks_scripts_are_loaded_on_the_desks_pages_alone() -> None:
    loading = {
        (name, path.parent.name)
        for path in template_files(".html")
        for name in re.findall(r"kb/js/(desk-[a-z-]+\.js)", path.read_text())
    }

    assert loading == {(name, "moderation") for name in DESK}


def test_no_script_keeps_anything_in_the_browser() -> None:
    places = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker")

    assert [path.name for path in FOLDER.glob("*.js") if places.search(path.read_text())] == []
