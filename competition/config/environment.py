"""Every environment variable the product reads, with its safe default."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import dj_database_url
from dj_database_url import DBConfig
from django.core.exceptions import ImproperlyConfigured

from competition.config.purpose import Purpose

ROOT = Path(__file__).resolve().parents[2]


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


DEBUG = _flag("DEBUG", default=False)
DEMO = _flag("DEMO", default=False)
SEED = _flag("SEED", default=False)


def purpose() -> Purpose:
    """What this process is for: ``PURPOSE``, by default everything."""
    given = os.environ.get("PURPOSE") or Purpose.EVERYTHING
    if given not in set(Purpose):
        message = f"PURPOSE is {given!r}: use one of {', '.join(Purpose)}."
        raise ImproperlyConfigured(message)
    return Purpose(given)


PURPOSE = purpose()
DATA_DIR = Path(os.environ.get("DATA_DIR") or ROOT / ".data")
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'quiz.sqlite3'}"
REDIS_URL = os.environ.get("REDIS_URL", "")
ALLOWED_HOSTS = _words("ALLOWED_HOSTS", "*" if DEMO else "localhost,127.0.0.1,[::1]")
if "*" in ALLOWED_HOSTS and not (DEBUG or DEMO):
    message = "ALLOWED_HOSTS is *: name the hosts this server answers for."
    raise ImproperlyConfigured(message)
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS")
SECRET_KEY_FALLBACKS = _words("SECRET_KEY_FALLBACKS")
# Behind a proxy with TLS; the demo speaks plain HTTP on the local network.
HTTPS = _flag("HTTPS", default=not (DEBUG or DEMO))
# The printed log-ins of the demo have no phone; everywhere else who sees others' data has one.
SECOND_FACTOR = _flag("SECOND_FACTOR", default=not DEMO)
if not (SECOND_FACTOR or DEBUG or DEMO):
    message = "SECOND_FACTOR is off: only DEBUG or DEMO may do without the second factor."
    raise ImproperlyConfigured(message)
# Only who owns the whole domain can say that everything below it speaks TLS.
HSTS_SUBDOMAINS = _flag("HSTS_SUBDOMAINS", default=False)


def public_address() -> str:
    """The address people open, ``https://quiz.example``; only demo and development may have none.

    Raises ``ImproperlyConfigured``. Links in mails begin with it: what a request calls its host is
    whatever somebody wrote there, and the link to a new password would lead to them.
    """
    given = os.environ.get("PUBLIC_ADDRESS", "").rstrip("/")
    if not given and not (DEBUG or DEMO):
        message = "PUBLIC_ADDRESS is not set: name the address people open, https://quiz.example"
        raise ImproperlyConfigured(message)
    if given and (urlsplit(given).scheme not in {"http", "https"} or not urlsplit(given).hostname):
        message = f"PUBLIC_ADDRESS is {given!r}: write all of it, https://quiz.example"
        raise ImproperlyConfigured(message)
    return given


# What every connection to PostgreSQL is told, unless DATABASE_URL says otherwise behind its ``?``.
POSTGRESQL = {
    # The pool gives up soon, so that whoever asks next tries anew: its own pauses double, and after
    # an outage of minutes it would come back minutes late.
    "pool": {
        "min_size": 1,
        "max_size": PURPOSE.connections,
        "timeout": 5,
        "reconnect_timeout": 5,
    },
    "connect_timeout": 3,
    # A database whose machine is gone, as at a failover, is noticed within 15 s.
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
    # Of use to the write queue's own statements only: Django's cursors send values as text.
    "prepare_threshold": 5,
    "options": "-c lock_timeout=3000 -c statement_timeout=60000",
}
EMAIL_URL = os.environ.get("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or "quiz@localhost"


def secret_key() -> str:
    """The signing key: ``SECRET_KEY``, or for demo and development one kept in ``DATA_DIR``.

    Raises ``ImproperlyConfigured`` where a real server has none or a guessable one.
    """
    if key := os.environ.get("SECRET_KEY"):
        if not (DEBUG or DEMO) and (len(key) < 40 or key.startswith("django-insecure")):
            message = "SECRET_KEY is too short or insecure: set 40 random characters or more."
            raise ImproperlyConfigured(message)
        return key
    if not (DEBUG or DEMO):
        message = "SECRET_KEY is not set: a server without DEBUG or DEMO needs its own."
        raise ImproperlyConfigured(message)
    return _kept_key(DATA_DIR / "secret_key")


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text().strip()


def database() -> DBConfig:
    """Django's database settings from ``DATABASE_URL`` (``sqlite:///…`` or ``postgresql://…``).

    What follows a ``?`` goes to PostgreSQL's driver (sslmode, sslrootcert, …).
    """
    scheme = urlsplit(DATABASE_URL).scheme
    if scheme not in {"sqlite", "postgresql", "postgres"}:
        message = f"DATABASE_URL: {scheme!r} is not known; use sqlite:/// or postgresql://."
        raise ImproperlyConfigured(message)
    try:
        read = dj_database_url.parse(DATABASE_URL, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL: {error}") from None
    if scheme == "sqlite":
        return _sqlite(Path(read["NAME"]))
    return {**read, "OPTIONS": {**POSTGRESQL, **read.get("OPTIONS", {})}}


def _sqlite(path: Path) -> DBConfig:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # A file like the real one: a database in memory knows no second connection.
        "TEST": {"NAME": f"{path}.test"},
        # A read that later writes must not find the file locked: the write queue writes all day.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        },
    }


def mail_leaves() -> bool:
    """Whether mails go to a mail server; else they are printed or kept, and pages say so."""
    return urlsplit(EMAIL_URL).scheme in {"smtp", "smtps"}


def mailer() -> dict[str, Any]:
    """Django's settings of the mail from ``EMAIL_URL``.

    Known are ``smtp://user:password@host:port`` (with STARTTLS; ``?tls=0`` for a server on the same
    machine), ``smtps://…`` (TLS from the start), ``console:`` and ``file:///folder``.

    Without it the demo prints its mail. A real server keeps it in ``DATA_DIR/mail`` and says so
    when it is checked: a quiz day must not wait until somebody has found the mail server's
    password, and no invitation is lost meanwhile.
    """
    given = EMAIL_URL or ("console:" if DEBUG or DEMO else f"file://{DATA_DIR.absolute() / 'mail'}")
    url = urlsplit(given)
    if url.scheme == "console":
        return {"BACKEND": "base.mail.kept.Terminal"}
    if url.scheme == "file":
        # A folder somebody names may hold other things; the own one is closed to everybody else.
        options = {"file_path": unquote(url.path), "closed": not EMAIL_URL}
        return {"BACKEND": "base.mail.kept.Folder", "OPTIONS": options}
    if url.scheme in {"smtp", "smtps"} and url.hostname:
        return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": _smtp(url)}
    message = (
        f"EMAIL_URL: {url.scheme!r} is not known; use smtp://, smtps://, console: or file:///."
    )
    raise ImproperlyConfigured(message)


def _smtp(url: SplitResult) -> dict[str, Any]:
    safe = url.scheme == "smtps"
    return {
        "host": url.hostname,
        "port": url.port or (465 if safe else 587),
        "username": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "use_ssl": safe,
        "use_tls": not safe and dict(parse_qsl(url.query)).get("tls") != "0",
        # A page waits for it: somebody who asked for a new password must not wait for ever.
        "timeout": 10,
    }
