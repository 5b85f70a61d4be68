"""A secret for a laptop: made once, kept in a file that only its owner reads."""

import os
import secrets
from pathlib import Path


def local_secret(path: Path) -> str:
    """Return the secret kept in `path`, making it first when there is none.

    Two processes that start together agree: the file is created exclusively, and the loser reads the winner's.
    Raises OSError when the folder cannot be written.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f".{path.name}.{os.getpid()}")
        part.write_text(secrets.token_urlsafe(60))
        part.chmod(0o600)
        try:
            os.link(part, path)  # fails if another process was first, and never shows a half-written file
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text()
