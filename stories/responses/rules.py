"""Which links a reply may hold."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# A name in plain letters with a dot in it: no address of a machine, no port, and no letters that look like others.
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


class NotALink(ValueError):
    """It cannot be shown as a link. Carries nothing that was typed."""


def clean_link(typed: str) -> str:
    """Return a link as it is kept: with https before it. Raises NotALink.

    No name or password before the host (RFC 3986, 3.2.1 and 7.6: a link can be made to look as if it led elsewhere),
    no port, no host in other letters (Unicode TR 36, 2.1: they can look the same), and no spaces.
    """
    link = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        raise NotALink from None
    host = parts.netloc.lower()
    if parts.scheme.lower() != "https" or port is not None or not _HOST.fullmatch(host):
        raise NotALink
    if re.search(r"[\s\x00-\x20\\<>\"^`{|}]", link) or not link.isascii():
        raise NotALink
    return parts._replace(scheme="https", netloc=host).geturl()
