"""Django's settings; everything that differs between machines is in ``environment``."""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from base.spreadsheets import sheet_formats
from competition.config import accounts, audited, environment, quiet, static

BASE_DIR = environment.ROOT
DATA_DIR = environment.DATA_DIR
DEBUG = environment.DEBUG
DEMO = environment.DEMO
SEED = environment.SEED
PURPOSE = environment.PURPOSE
SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = environment.SECRET_KEY_FALLBACKS
# Secrets of the key pairs of answer files, the present one first, before those of SECRET_KEY.
ALLOWED_HOSTS = environment.ALLOWED_HOSTS
CSRF_TRUSTED_ORIGINS = environment.CSRF_TRUSTED_ORIGINS
PUBLIC_ADDRESS = environment.public_address()

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "channels",
    "import_export",
    # Without "allauth" itself, whose templates have another look and speak English: so one of ours
    # that is missing is noticed.
    "allauth.account",
    "allauth.mfa",
    "auditlog",
    "base",
    "schools",
    "quizbank",
    "competition",
    "leaderboard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "competition.config.nothing.no_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "schools.accounts.middleware.SecondFactorMiddleware",
    "schools.accounts.middleware.RecordMiddleware",
    "schools.accounts.middleware.SpeechMiddleware",
]

ROOT_URLCONF = "competition.config.urls"
ASGI_APPLICATION = "competition.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "base.pages.context.page",
            ]
        },
    }
]

FORM_RENDERER = "base.pages.rendering.FieldGroups"

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CHANNEL_LAYERS: dict[str, dict[str, object]] = {
    "default": (
        {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [environment.REDIS_URL]},
        }
        if environment.REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}

# Limits of log-in are counted here. In the database, which logging in needs anyway: with Redis gone
# everybody still gets in, and the worker processes share what they count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

MAILERS = {"default": environment.mailer()}
# Whether there is a mail server: without one, pages show links to hand on.
EMAIL_IS_SET = environment.mail_leaves()
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.DEFAULT_FROM_EMAIL

AUTH_USER_MODEL = "base.User"
AUTHENTICATION_BACKENDS = ["schools.accounts.backends.StaffBackend"]
# Whoever is staff sees names and PINs of children, teachers without a second factor too. Nobody is
# asked to change a shorter password that stands.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
# The link in a mail for a new password.
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "schools:login"
LOGIN_REDIRECT_URL = "competition:classes"
LOGOUT_REDIRECT_URL = "competition:play"
SECOND_FACTOR = environment.SECOND_FACTOR
globals().update(accounts.ALLAUTH)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not environment.HTTPS
globals().update(audited.AUDITLOG)

# Work in the background; each queue has a process of its own at work, so the short never wait.
TASKS = {
    "default": {"BACKEND": "base.jobs.backend.JobBackend", "QUEUES": ["short", "long"]},
}

LANGUAGE_CODE = "bs"
LANGUAGES = [
    ("bs", _("Bosnian")),
    ("hr", _("Croatian")),
    ("sr", _("Serbian, Cyrillic")),
    ("sr-latn", _("Serbian, Latin")),
    ("en", _("English")),
]
# What a child reads in the list of languages: each one's own name, without a country or a flag.
ENDONYMS = {
    "bs": "Bosanski",
    "hr": "Hrvatski",
    "sr": "Српски",
    "sr-latn": "Srpski",
    "en": "English",
}
# The tags of BCP 47 for ``lang``: they choose the Serbian letter forms and the reader's voice.
HTML_LANGUAGES = {"bs": "bs", "hr": "hr", "sr": "sr-Cyrl", "sr-latn": "sr-Latn", "en": "en"}
for code, name in ENDONYMS.items():
    LANG_INFO[code] = {**LANG_INFO[code], "name_local": name}
# Ours, and what we say for the packages; `makemessages` writes the first.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale_packages"]
USE_I18N = True
FORMAT_MODULE_PATH = "competition.config.formats"
USE_TZ = True
TIME_ZONE = "Europe/Sarajevo"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = environment.DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "competition.config.static.HashedFiles"},
}
# Also what nobody has collected, in tests and with DEBUG, is served: under its plain name.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = static.HASHED
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# Where a country keeps something for other days than the others (leaderboard/retention.py), with
# the reason beside it: {"BA": {"cards": 60}} keeps cards and answers until 60 days after 31 August.
# "details" and "pins" count from the publication, "classes" from 31 August.
RETENTION: dict[str, dict[str, int]] = {}

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A lesson, its break and the next lesson: nobody is thrown out in the middle of a class.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.HTTPS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if environment.HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.HSTS_SUBDOMAINS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.HTTPS else None

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_FORMATS = sheet_formats.FORMATS
IMPORT_EXPORT_SKIP_ADMIN_LOG = False

LOGGING = quiet.LOGGING
