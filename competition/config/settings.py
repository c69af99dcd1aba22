"""Django's settings; everything that differs between machines is in ``environment``."""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from competition.config import accounts, audited, environment, quiet, static
from schools.spreadsheets import sheet_formats

BASE_DIR = environment.ROOT
DATA_DIR = environment.DATA_DIR
DEBUG = environment.DEBUG
DEMO = environment.DEMO
PURPOSE = environment.PURPOSE
SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = environment.SECRET_KEY_FALLBACKS
# Secrets of the key pairs of answer files, the present one first, before those of SECRET_KEY.
ANSWER_KEYS = environment.ANSWER_KEYS
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
                "schools.pages.context.page",
            ]
        },
    }
]

FORM_RENDERER = "schools.pages.rendering.FieldGroups"

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

AUTH_USER_MODEL = "schools.User"
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

# Whether right answers may leave with somebody in a file: the competition knows what it still asks.
MAY_TAKE_KEYS = "competition.editions.permissions.leads_all_that_is_secret"

# In which editions questions were neutralised: the bank says it beside them.
NEUTRALISED_IN = "competition.papers.queries.neutralised.neutralised_in"

# What a teacher has to do besides the tasks of a class: features above know it.
HOME_STEPS = (
    "leaderboard.winners.queries.teacher_steps.winner_steps",
    "leaderboard.appeals.queries.told_decisions.steps_to_answer",
)

# What is done for cards a class gets after its first ones.
CARDS_CAME_LATER = "competition.aliases.actions.name_new_cards"
# How many pupils of a country have finished, as far as the boards tell it.
PUPILS_TOLD = "leaderboard.boards.queries.told_pupils.pupils_told"
# Whether a country has boards of earlier years, for the same.
EARLIER_YEARS = "leaderboard.boards.queries.earlier_years.has_earlier_years"
# What the teachers of a class may know of how its country did.
COUNTRY_OUTCOME = "leaderboard.insight.country_means.country_outcome"

# Whom an organizer's decision about an attempt concerns, and how they are told.
ATTEMPT_DECIDED = "leaderboard.appeals.actions.telling_decisions.tell_decision"

# Whether teachers of a country may register, as far as editions decide it.
TAKES_TEACHERS = "competition.editions.queries.taking_part.takes_teachers"

# Work in the background; each queue has a process of its own at work, so the short never wait.
TASKS = {
    "default": {"BACKEND": "schools.jobs.backend.JobBackend", "QUEUES": ["short", "long"]},
}
# What nobody asks for: it is begun whenever there is something to do.
STANDING_TASKS = (
    "schools.people.tasks.mails_to_send",
    "schools.people.tasks.old_sheets",
    "schools.register.tasks.old_uploads",
    "schools.register.tasks.teachers_to_tell",
    "schools.registering.tasks.schools_to_ask",
    "schools.registering.tasks.unconfirmed",
    "schools.registering.tasks.organizers_to_tell",
    "quizbank.exchange.tasks.old_question_files",
    "quizbank.pictures.tasks.unseen_pictures",
    "leaderboard.exports.tasks.old_spreadsheets",
    "leaderboard.insight.tasks.figures_to_publish",
    "leaderboard.review_desk.tasks.old_desk_lists",
    "leaderboard.review_desk.tasks.papers_to_watch",
    "leaderboard.appeals.tasks.case_mails",
    "leaderboard.appeals.tasks.old_appeals",
    "leaderboard.diplomas.tasks.old_diplomas",
    "competition.answer_files.tasks.old_answer_files",
    "competition.classes.tasks.old_details",
    "competition.letters.tasks.letters_to_fill",
    "competition.letters.tasks.letters_to_send",
    "competition.letters.tasks.letters_to_forget",
    "leaderboard.winners.tasks.winners_to_follow",
    "leaderboard.winners.tasks.winner_mails_to_send",
)

# What apps above `competition` look at before a step of an edition, by the step.
EDITION_CHECKS = {
    ("review", "sealed"): (
        "leaderboard.neutralising.queries.rulings.nothing_half_done",
        "leaderboard.neutralising.queries.rulings.as_many_points_for_all",
        "leaderboard.seals.queries.number_for_draws.draws_have_a_number",
        "leaderboard.appeals.queries.before_the_seal.appeals_are_ended",
        "leaderboard.appeals.queries.before_the_seal.upheld_questions_are_settled",
        "leaderboard.appeals.queries.before_the_seal.upheld_results_are_settled",
        "leaderboard.appeals.queries.before_the_seal.teachers_were_heard",
        "leaderboard.appeals.queries.before_the_seal.promised_days_are_over",
    ),
    ("sealed", "published"): (
        "leaderboard.seals.queries.publication.boards_stand_as_sealed",
        "leaderboard.ceremony.queries.before_publication.no_ceremony_ahead",
    ),
    ("published", "archived"): (
        "leaderboard.winners.queries.winners_before_archiving.winners_have_an_end",
        "leaderboard.ceremony.queries.before_publication.no_ceremony_to_come",
        "leaderboard.seals.queries.noted_changes.no_change_waits",
    ),
}

# What apps above `competition` do together with a step of an edition, in its transaction: called
# with the edition, and told ``by`` whom and ``at`` what moment.
EDITION_ACTS = {
    ("sealed", "published"): (
        "leaderboard.seals.actions.settling.thaw_boards",
        "leaderboard.seals.actions.settling.tell_final",
    ),
    ("archived", "published"): ("leaderboard.winners.actions.winners_plan.look_once_more",),
}

# What apps above `competition` take along when an edition is begun from an earlier one: called with
# the new award by the old one's id.
AWARD_COPIES = ("leaderboard.awards.actions.award_terms.copy_terms",)

# What a draw decides about winners and diplomas that a correction of the list had left to it;
# called with the outcome, in its transaction.
DRAW_MADE = "leaderboard.winners.actions.after_draws.finish_correction"

# What apps above `competition` say and do where two schools become one: whether something sealed
# names a school, and, in the transaction of the merge, what it takes beyond rows that move; called
# with the school that stays and the one that goes.
MERGE_CHECKS = ("leaderboard.awards.queries.named_schools.is_named",)
MERGE_ACTS = ("leaderboard.boards.actions.merged_figures.merge_figures",)

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
LOCALE_PATHS = [BASE_DIR / "locale"]
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
