"""Settings, all from the environment; the defaults are safe for a laptop and refuse to be used in earnest.

`CAIRN_MODE` chooses one of three:

development  DEBUG, a throw-away secret, SQLite under `var/`; needs nothing set.
demo         as deployed (DEBUG off, hashed files) but plain HTTP on this machine; secret and key are made under `var/`.
production   refuses to start without `CAIRN_SECRET_KEY`, `CAIRN_HOSTS` and `CAIRN_KEY_FILE`.

docs/operating.md lists every variable.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from kb.local_secret import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

MODE = env.str("CAIRN_MODE", default="development")
if MODE not in {"development", "demo", "production"}:
    raise ImproperlyConfigured(f"CAIRN_MODE is {MODE!r}: use development, demo or production.")
PRODUCTION = MODE == "production"
DEBUG = MODE == "development"
DATA_DIR = Path(env.str("CAIRN_DATA_DIR", default=str(BASE_DIR / "var")))


def _required(name: str, why: str) -> str:
    """Return the variable, or stop the start with a sentence that says what to set and why."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why} (docs/operating.md says how).")
    return value


def _listed(values: list[str]) -> list[str]:
    """Return what a list with commas holds: people put a space behind a comma."""
    return [value.strip() for value in values if value.strip()]


if PRODUCTION:
    SECRET_KEY = _required("CAIRN_SECRET_KEY", "it signs sessions and forms; 50 random characters or more")
    ALLOWED_HOSTS = _listed(
        _required("CAIRN_HOSTS", "the host names this site answers to, with commas between").split(",")
    )
    CAIRN_KEY_FILE = Path(_required("CAIRN_KEY_FILE", "the file that unlocks stories not yet published"))
    if not CAIRN_KEY_FILE.is_file():
        raise ImproperlyConfigured(f"There is no key file at {CAIRN_KEY_FILE}: make one with manage.py make_key_file.")
else:
    SECRET_KEY = env.str("CAIRN_SECRET_KEY", default="") or local_secret(DATA_DIR / "keys" / "secret")
    ALLOWED_HOSTS = _listed(env.list("CAIRN_HOSTS", default=["localhost", "127.0.0.1", "[::1]"]))
    CAIRN_KEY_FILE = Path(env.str("CAIRN_KEY_FILE", default=str(DATA_DIR / "keys" / "cairn.key")))

STATIC_URL = "/static/"
# A host name for the share pages alone. It may bear a port where the site has one, as in a demonstration.
CAIRN_SHARE_HOST = env.str("CAIRN_SHARE_HOST", default="").lower()
CAIRN_SHARE_URLCONF = "kb.share_urls"
_share_name, _colon, _port = CAIRN_SHARE_HOST.partition(":")
if CAIRN_SHARE_HOST and (_share_name in ALLOWED_HOSTS or ALLOWED_HOSTS[0].startswith((".", "*"))):
    raise ImproperlyConfigured("CAIRN_SHARE_HOST is a name of its own; CAIRN_HOSTS begins with the main site's name.")
CAIRN_ORIGIN = f"{'https' if PRODUCTION else 'http'}://{ALLOWED_HOSTS[0]}{_colon}{_port}"
CAIRN_SHARE_ORIGIN = f"{'https' if PRODUCTION else 'http'}://{CAIRN_SHARE_HOST}"
MAIN_HOSTS = ALLOWED_HOSTS
ALLOWED_HOSTS = [*MAIN_HOSTS, _share_name] if CAIRN_SHARE_HOST else MAIN_HOSTS

# --- what this site promises and how it behaves -------------------------------------------------------------

CAIRN_READING = env.str("CAIRN_READING", default="open")
if CAIRN_READING not in {"open", "signed-in"}:
    raise ImproperlyConfigured("CAIRN_READING is open or signed-in.")
CAIRN_RELEASE = env.str("CAIRN_RELEASE", default="at-once" if MODE == "demo" else "weekly")
if CAIRN_RELEASE not in {"weekly", "at-once"}:
    raise ImproperlyConfigured("CAIRN_RELEASE is weekly or at-once.")
CAIRN_RELEASE_WEEKDAY = env.int("CAIRN_RELEASE_WEEKDAY", default=0)  # Monday is 0
CAIRN_RELEASE_HOUR = env.int("CAIRN_RELEASE_HOUR", default=9)
CAIRN_RELEASE_MINIMUM = env.int("CAIRN_RELEASE_MINIMUM", default=3)
CAIRN_RELEASE_LONGEST_WAIT_WEEKS = env.int("CAIRN_RELEASE_LONGEST_WAIT_WEEKS", default=4)
CAIRN_DIGEST_HOUR = env.int("CAIRN_DIGEST_HOUR", default=8)
CAIRN_CLAIM_MINUTES = env.int("CAIRN_CLAIM_MINUTES", default=30)
CAIRN_REVIEW_DAYS = env.int("CAIRN_REVIEW_DAYS", default=5)  # three working days, and a weekend between them
CAIRN_SUPERVISION_CONTACT = env.str("CAIRN_SUPERVISION_CONTACT", default="")  # whom moderators talk things over with
CAIRN_DUTY_CONTACT = env.str("CAIRN_DUTY_CONTACT", default="")  # whom the desk turns to when somebody may be in danger
CAIRN_DUTY_ADDRESS = env.str("CAIRN_DUTY_ADDRESS", default="")  # where a letter goes when something is escalated
CAIRN_SMALLEST_GROUP = max(5, env.int("CAIRN_SMALLEST_GROUP", default=10))  # the floor of 5 cannot be lowered
# Those that stories come in beside the site's own, by how many people at work write in each: "pl=420,pt=60".
_languages = [pair.partition("=") for pair in _listed(env.list("CAIRN_STORY_LANGUAGES", default=[]))]
if not all(people.strip().isdecimal() for _code, _equals, people in _languages):
    raise ImproperlyConfigured("CAIRN_STORY_LANGUAGES is written as in pl=420,pt=60.")
CAIRN_STORY_LANGUAGES = {code.strip().lower(): int(people) for code, _equals, people in _languages}
CAIRN_DAYS_UNPUBLISHED = env.int("CAIRN_DAYS_UNPUBLISHED", default=90)
CAIRN_DAYS_OFFER = env.int("CAIRN_DAYS_OFFER", default=30)  # how long a question or an offer waits for its author
CAIRN_DAYS_DECLINED = env.int("CAIRN_DAYS_DECLINED", default=30)
CAIRN_DAYS_BACKUPS = env.int("CAIRN_DAYS_BACKUPS", default=14)
CAIRN_DAYS_RECEIPTS = env.int("CAIRN_DAYS_RECEIPTS", default=365)
CAIRN_DAYS_DECISIONS = env.int("CAIRN_DAYS_DECISIONS", default=730)
CAIRN_DAYS_ADMIN_LOG = env.int("CAIRN_DAYS_ADMIN_LOG", default=365)
CAIRN_WORKERS = env.int("CAIRN_WORKERS", default=1)  # server processes; each lets its part of these limits through
CAIRN_SHARE_PER_MINUTE = env.int("CAIRN_SHARE_PER_MINUTE", default=30)
CAIRN_UNPROVED_PER_MINUTE = env.int("CAIRN_UNPROVED_PER_MINUTE", default=6)
CAIRN_CHECKS_PER_MINUTE = env.int("CAIRN_CHECKS_PER_MINUTE", default=120)
CAIRN_STATUS_PER_MINUTE = env.int("CAIRN_STATUS_PER_MINUTE", default=300)
CAIRN_REACTIONS_PER_MINUTE = env.int("CAIRN_REACTIONS_PER_MINUTE", default=120)
CAIRN_REPLIES_PER_MINUTE = env.int("CAIRN_REPLIES_PER_MINUTE", default=30)
CAIRN_PROOF_OF_WORK = env.bool("CAIRN_PROOF_OF_WORK", default=False)
CAIRN_HOUSE_WORDS = env.list("CAIRN_HOUSE_WORD", default=[])  # each of them is right, so that the notice can change
CAIRN_FORM_SECONDS = env.int("CAIRN_FORM_SECONDS", default=3)  # faster than this is not a person
CAIRN_PHONE_REGION = env.str("CAIRN_PHONE_REGION", default="GB")  # how a number without a country code is read
CAIRN_LEAVE_URL = env.str("CAIRN_LEAVE_URL", default="https://www.wikipedia.org/")
# Empty: nobody signs up by themselves. In small letters, as addresses are kept.
CAIRN_SIGN_UP_DOMAINS = [domain.lower() for domain in _listed(env.list("CAIRN_SIGN_UP_DOMAINS", default=[]))]
CAIRN_BLIND_PATHS = ("/share/", "/status/", "/respond/")
# What the share pages' own host answers besides: readable by everybody, and made without session or user.
CAIRN_SHARED_PATHS = (STATIC_URL, "/help/now/", "/leave/", "/health/", "/robots.txt", "/favicon.ico")
CAIRN_BLIND_ERRORS = "kb.frame.errors.blind_error"
CAIRN_PAUSE_NUMBERS = "kb.help.pause.numbers"  # what the pause of the share page shows
CAIRN_BLIND_MIDDLEWARE = (
    "kb.frame.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *(["whitenoise.middleware.WhiteNoiseMiddleware"] if CAIRN_SHARE_HOST else []),  # the own host's static files
)
# What looks through a story for details that could show who somebody is, beside one another (docs/identity-check.md).
CAIRN_IDENTITY_ENGINES = _listed(
    env.list(
        "CAIRN_IDENTITY_ENGINES",
        default=[
            "stories.privacy.identity.terms.OwnTermEngine",
            "stories.privacy.identity.directory.engine.DirectoryEngine",
            "stories.privacy.identity.patterns.PatternEngine",
        ],
    )
)
# Told, inside the publisher's transaction, what came out and what was taken back.
CAIRN_PUBLICATION_LISTENERS = (
    "kb.guides.listeners.EvidenceListener",
    "kb.checklists.listeners.CitationListener",
    "kb.search.listeners.StoryListener",
)

# --- Django -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "accounts",
    "stories",
    "kb",
    "taggit",
    "allauth",
    "allauth.account",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "stories.privacy.intake.BlindIntake",  # before everything: share and status go no further down this list
    "kb.frame.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "kb.urls"
WSGI_APPLICATION = "kb.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "kb.frame.forms.CairnRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "kb.frame.templatetags.frame"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kb.frame.context.frame",
            ],
        },
    }
]

DATABASES = {"default": env.db_url("CAIRN_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'cairn.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # secure_delete: what an author takes back is overwritten, not only unlinked.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=1073741824"
        ),
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}

# The address-keyed limits of the sign-in pages live in this process and are never written down.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "cairn"}}

# --- people -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# An address that an admin typed is taken as it is; who signs up by themselves shows that theirs is their own.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if CAIRN_SIGN_UP_DOMAINS else "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Cairn: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "add_email": "accounts.forms.ChangeAddressForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "reauthenticate": "accounts.forms.AgainForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False

# --- language and time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("CAIRN_TIME_ZONE", default="Europe/London")

# --- files --------------------------------------------------------------------------------------------------

STATIC_ROOT = Path(env.str("CAIRN_STATIC_DIR", default=str(DATA_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is ever uploaded and kept
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- safety -------------------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not no-referrer: browsers then send "Origin: null" with forms, and forms are checked by their origin.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "accounts.sessions"  # no time finer than a day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 60 * 60 * 10
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser, as the sign-in is: Django would keep it for a year
CSRF_FAILURE_VIEW = "kb.frame.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024  # four parts of 6,000 characters, each up to 12 bytes percent-encoded, fit
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 0
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("CAIRN_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("CAIRN_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-cairn"
    CSRF_COOKIE_NAME = "__Host-cairn-csrf"
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in MAIN_HOSTS if not host.startswith(".")]
    if env.bool("CAIRN_BEHIND_PROXY", default=True):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        ALLAUTH_TRUSTED_PROXY_COUNT = 1  # where a proxy says whose request it is; the shipped ones do not

# --- mail and logs ------------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if env.str("CAIRN_EMAIL_URL", default=""):
    vars().update(env.email_url("CAIRN_EMAIL_URL"))
EMAIL_TIMEOUT = 10  # seconds: who escalates waits for the mail server, and no longer than this
DEFAULT_FROM_EMAIL = env.str("CAIRN_FROM_EMAIL", default="cairn@localhost")

# No mail_admins, no local variables, no request line of a reader's search: the class of an error and its place.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "kb.frame.logs.PlaceOnlyFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A 404 or a refused post would be logged with its path, and a path can hold what somebody searched for.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
