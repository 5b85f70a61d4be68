"""The WSGI entry point that the server loads."""

import logging
import os
import traceback
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")
django_application = get_wsgi_application()

from stories.privacy.keycheck import refuse_another_key_file  # noqa: E402 - after the apps are ready

refuse_another_key_file()


logger = logging.getLogger("cairn.wsgi")


def readable(content_type: str) -> str:
    """Return the content type without its charset, our pages being UTF-8; empty where Django could not read it."""
    try:
        kind, parameters = parse_header_parameters(content_type)
    except (ValueError, LookupError):
        return ""
    if "charset" not in parameters:
        return content_type
    return f'{kind}; boundary="{parameters["boundary"]}"' if "boundary" in parameters else kind


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer a request, with a content type that Django can read; where even the page of error fails, with a line.

    With another one it would fail before any page of ours stands ready, and the server would write what was sent into
    its log.
    """
    environ["CONTENT_TYPE"] = readable(environ.get("CONTENT_TYPE", ""))
    try:
        return django_application(environ, start_response)
    except Exception as error:  # noqa: BLE001 - what the server is handed it writes in full, with all that led to it
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("%s at %s:%s", type(error).__name__, place.filename, place.lineno)
        start_response("500 Internal Server Error", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [b"Something went wrong here."]
