"""A log that can be shown to anybody: what kind of error, and where, never with what."""

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlaceOnlyFormatter(logging.Formatter):
    """Writes level, logger and message; of an exception its class and the lines it passed through, never its words."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        """Return the class of the exception and the places, without its text, which may hold a story."""
        kind, _error, trace = ei
        if kind is None:
            return ""
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([kind.__name__, *places])

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; Django puts a request's path into its error messages, and a path can be private."""
        record.exc_text = None
        if record.name == "django.request":
            record = logging.makeLogRecord({**record.__dict__, "msg": "A page failed", "args": ()})
        elif record.name.startswith("django.security.") and not record.name.endswith(".DisallowedHost"):
            record = logging.makeLogRecord({**record.__dict__, "msg": "A request was refused", "args": ()})
        return super().format(record)
