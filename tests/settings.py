"""The site's own settings, made quick and forgetful: each process has its own folder, keys and database."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# What the shell happens to hold decides nothing but the database. This comes before the site's settings, as
# they read the environment; the folder is always new, as the processes of one run inherit each other's.
for _name in [name for name in os.environ if name.startswith("CAIRN_") and name != "CAIRN_DATABASE_URL"]:
    del os.environ[_name]
_folder = Path(tempfile.mkdtemp(prefix="cairn-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ |= {"CAIRN_MODE": "demo", "CAIRN_RELEASE": "weekly", "CAIRN_DATA_DIR": str(_folder)}

from kb.settings import *  # noqa: E402

# One round instead of the deliberate slowness of the real one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# All the tests of a process share its buckets.
CAIRN_STATUS_PER_MINUTE = 1_000_000
CAIRN_CHECKS_PER_MINUTE = 1_000_000

# No manifest: nobody runs collectstatic before a test.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# A query repeated for each row of a list is an error, wherever a test comes upon it.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = [*MIDDLEWARE, "zeal.middleware.zeal_middleware"]
# The libraries of sign-in read their own row twice in places, whatever a page of ours lists; the one row of the
# publication state is read at each thing that moves it, and merging a topic is two. A find's button opens one story
# twice: to see where the find stands, and under its lock.
ZEAL_ALLOWLIST = [
    {"model": "sessions.Session"},
    {"model": "account.EmailAddress"},
    {"model": "stories.PublicationState"},
    {"model": "stories.SealedKey", "field": "get()"},
]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live server's threads each need a connection of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
