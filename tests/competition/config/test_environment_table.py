"""Each environment variable with many values: the setting it becomes, or the refusal."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from competition.config import environment

LONG = "k" * 50
ROOT = environment.ROOT
ON = {"DEMO": "1"}
POOL = {"min_size": 1, "max_size": 20, "timeout": 5, "reconnect_timeout": 5}
NAMES = (
    *("DEBUG", "DEMO", "DATA_DIR", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "HTTPS"),
    *("CSRF_TRUSTED_ORIGINS", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "SECOND_FACTOR"),
    *("HSTS_SUBDOMAINS", "PUBLIC_ADDRESS", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "PURPOSE"),
)


class Environment:
    """Reads the variables anew, beside the settings this process runs with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._patch, self.folder = monkeypatch, folder
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)

    def read(self, **given: str) -> ModuleType:
        """What the module says with these variables and no others."""
        for name, value in given.items():
            self._patch.setenv(name, value)
        spec = importlib.util.spec_from_file_location("read_anew", environment.__file__)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Environment:
    monkeypatch.chdir(tmp_path)
    return Environment(monkeypatch, tmp_path)


FLAGS = {
    **dict.fromkeys(("1", "true", "True", "TRUE", "yes", "on", " On ", "yEs"), True),
    **dict.fromkeys(("0", "", " ", "false", "no", "off", "2", "ok", "y", "ture", "11"), False),
}


@pytest.mark.parametrize(("text", "on"), FLAGS.items(), ids=map(repr, FLAGS))
@pytest.mark.parametrize("name", ["DEBUG", "DEMO", "HTTPS", "HSTS_SUBDOMAINS"])
def test_a_flag_is_on_with_four_words_alone(
    name: str, text: str, on: bool, fresh: Environment
) -> None:
    assert getattr(fresh.read(**{name: text}), name) is on


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("DEBUG", {}, False),
        ("DEMO", {}, False),
        ("HTTPS", {}, True),
        ("HTTPS", {"DEBUG": "1"}, False),
        ("HTTPS", {"DEMO": "1"}, False),
        ("HTTPS", {"DEMO": "1", "HTTPS": "1"}, True),
        ("SECOND_FACTOR", {}, True),
        ("SECOND_FACTOR", {"DEBUG": "1"}, True),
        ("SECOND_FACTOR", {"DEMO": "1"}, False),
        ("SECOND_FACTOR", {"DEMO": "1", "SECOND_FACTOR": "yes"}, True),
        ("SECOND_FACTOR", {"DEBUG": "1", "SECOND_FACTOR": "0"}, False),
        ("HSTS_SUBDOMAINS", {}, False),
        ("DATA_DIR", {}, ROOT / ".data"),
        ("DATA_DIR", {"DATA_DIR": ""}, ROOT / ".data"),
        ("DATA_DIR", {"DATA_DIR": "/var/lib/quiz"}, Path("/var/lib/quiz")),
        ("DATABASE_URL", {}, f"sqlite:///{ROOT}/.data/quiz.sqlite3"),
        ("DATABASE_URL", {"DATABASE_URL": "", "DATA_DIR": "/d"}, "sqlite:////d/quiz.sqlite3"),
        ("REDIS_URL", {}, ""),
        ("REDIS_URL", {"REDIS_URL": "redis://:p@h:1/0"}, "redis://:p@h:1/0"),
        ("ALLOWED_HOSTS", {}, ["localhost", "127.0.0.1", "[::1]"]),
        ("ALLOWED_HOSTS", {"DEMO": "1"}, ["*"]),
        ("ALLOWED_HOSTS", {"DEBUG": "1", "ALLOWED_HOSTS": "*"}, ["*"]),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": ""}, []),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": " a.eu ,, b.eu,"}, ["a.eu", "b.eu"]),
        ("CSRF_TRUSTED_ORIGINS", {}, []),
        ("CSRF_TRUSTED_ORIGINS", {"CSRF_TRUSTED_ORIGINS": "https://a, https://b"},
         ["https://a", "https://b"]),
        ("SECRET_KEY_FALLBACKS", {}, []),
        ("SECRET_KEY_FALLBACKS", {"SECRET_KEY_FALLBACKS": "$one,two"}, ["$one", "two"]),
        ("EMAIL_URL", {}, ""),
        ("DEFAULT_FROM_EMAIL", {}, "quiz@localhost"),
        ("DEFAULT_FROM_EMAIL", {"DEFAULT_FROM_EMAIL": "Quiz <q@x.example>"}, "Quiz <q@x.example>"),
    ],
)  # fmt: skip
def test_a_variable_becomes_its_setting(
    name: str, given: dict[str, str], value: object, fresh: Environment
) -> None:
    assert getattr(fresh.read(**given), name) == value


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is *"),
        ({"ALLOWED_HOSTS": "quiz.example, *"}, "ALLOWED_HOSTS is *"),
        ({"SECOND_FACTOR": "0"}, "SECOND_FACTOR is off"),
        ({"SECOND_FACTOR": ""}, "SECOND_FACTOR is off"),
    ],
)
def test_what_would_be_insecure_is_refused_at_once(
    given: dict[str, str], words: str, fresh: Environment
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        fresh.read(**given)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("function", "given", "words"),
    [
        ("public_address", {}, "PUBLIC_ADDRESS is not set"),
        ("public_address", {"PUBLIC_ADDRESS": "quiz.example"}, "write all of it"),
        ("public_address", {"PUBLIC_ADDRESS": "ftp://quiz.example"}, "write all of it"),
        ("secret_key", {}, "SECRET_KEY is not set"),
        ("secret_key", {"SECRET_KEY": "k" * 39}, "SECRET_KEY is too short"),
        ("secret_key", {"SECRET_KEY": f"django-insecure-{LONG}"}, "too short or insecure"),
        ("database", {"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL: 'mysql' is not known"),
        ("database", {"DATABASE_URL": "postgresql://h:port/q"}, "DATABASE_URL: This string"),
        ("mailer", {"EMAIL_URL": "pop3://x"}, "EMAIL_URL: 'pop3' is not known"),
    ],
)
def test_a_function_refuses_by_name(
    function: str, given: dict[str, str], words: str, fresh: Environment
) -> None:
    read = fresh.read(**given)
    with pytest.raises(ImproperlyConfigured) as refusal:
        getattr(read, function)()
    assert words in str(refusal.value)


def test_the_demo_s_key_is_made_once_and_kept_closed(fresh: Environment) -> None:
    given = {"DATA_DIR": str(fresh.folder / "data"), **ON}
    key = fresh.read(**given).secret_key()
    assert len(key) > 40
    assert fresh.read(**given).secret_key() == key
    assert (fresh.folder / "data/secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("url", "connection"),
    [
        ("postgresql://u:p@db.example:5433/quiz", ("db.example", "5433", "u", "p", "quiz")),
        ("postgres://u@db.example/quiz", ("db.example", "", "u", "", "quiz")),
        ("postgresql://a%40b:p%2F%3A%25%20@h/q", ("h", "", "a@b", "p/:% ", "q")),
        ("postgresql:///quiz", ("", "", "", "", "quiz")),
        ("postgresql://u:p@[::1]:5433/quiz", ("::1", "5433", "u", "p", "quiz")),
    ],
)
def test_the_address_of_postgresql_is_taken_apart(
    url: str, connection: tuple[str, ...], fresh: Environment
) -> None:
    made = fresh.read(DATABASE_URL=url).database()
    found = [str(made[name]) for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")]
    assert tuple(found) == connection
    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert made["CONN_HEALTH_CHECKS"] is True
    assert made["OPTIONS"]["pool"] == POOL


PLAIN = {
    "pool": POOL,
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
    "prepare_threshold": 5,
    "options": "-c lock_timeout=3000 -c statement_timeout=60000",
}


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", {}),
        ("?sslmode=verify-full&sslrootcert=/etc/ca.pem",
         {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}),
        ("?host=/var/run/postgresql", {"host": "/var/run/postgresql"}),
        ("?connect_timeout=9", {"connect_timeout": 9}),
        ("?options=-c%20lock_timeout%3D1", {"options": "-c lock_timeout=1"}),
    ],
)  # fmt: skip
def test_what_follows_the_question_mark_goes_to_the_driver(
    query: str, options: dict[str, object], fresh: Environment
) -> None:
    made = fresh.read(DATABASE_URL=f"postgresql://u:p@h/q{query}").database()
    found: dict[str, Any] = made["OPTIONS"]
    assert {name: str(value) for name, value in found.items()} == {
        name: str(value) for name, value in (PLAIN | options).items()
    }


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite://", ":memory:"),
        ("sqlite:///a/quiz.sqlite3", "a/quiz.sqlite3"),
        ("sqlite:///a%20b.sqlite3", "a b.sqlite3"),
        ("sqlite:///{folder}/b/quiz.sqlite3", "{folder}/b/quiz.sqlite3"),
    ],
)
def test_sqlite_lies_where_its_address_says(url: str, name: str, fresh: Environment) -> None:
    made = fresh.read(DATABASE_URL=url.format(folder=fresh.folder)).database()
    path = str(made["NAME"])
    assert path.replace("//", "/") == name.format(folder=fresh.folder)
    assert made == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "TEST": {"NAME": f"{path}.test"},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        },
    }
    assert Path(path).parent.is_dir()


def smtp(host: str, port: int, login: str = "", password: str = "", tls: str = "") -> Any:  # noqa: ANN401 - compared
    """Settings of a mail server; ``tls``: at the start, later or none."""
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": host,
            "port": port,
            "username": login,
            "password": password,
            "use_ssl": tls == "start",
            "use_tls": tls == "later",
            "timeout": 10,
        },
    }


def kept(path: object, *, closed: bool = False) -> object:
    """Settings of a folder for mail."""
    options = {"file_path": str(path), "closed": closed}
    return {"BACKEND": "base.mail.kept.Folder", "OPTIONS": options}


@pytest.mark.parametrize(
    ("given", "mailer"),
    [
        ({"EMAIL_URL": "smtp://m.example"}, smtp("m.example", 587, tls="later")),
        ({"EMAIL_URL": "smtp://u:p%40x@m.example:25"},
         smtp("m.example", 25, "u", "p@x", tls="later")),
        ({"EMAIL_URL": "smtp://localhost:25?tls=0"}, smtp("localhost", 25)),
        ({"EMAIL_URL": "smtps://m.example"}, smtp("m.example", 465, tls="start")),
        ({"EMAIL_URL": "smtps://u:p@m.example:1465?tls=0"},
         smtp("m.example", 1465, "u", "p", tls="start")),
        ({"EMAIL_URL": "console:"}, {"BACKEND": "base.mail.kept.Terminal"}),
        ({"EMAIL_URL": "file:///var/mail/our%20quiz"}, kept("/var/mail/our quiz")),
        ({"DEMO": "1"}, {"BACKEND": "base.mail.kept.Terminal"}),
        ({"DATA_DIR": "/d"}, kept("/d/mail", closed=True)),
        ({}, kept(ROOT / ".data/mail", closed=True)),
    ],
)  # fmt: skip
def test_mail_goes_the_way_its_address_says(
    given: dict[str, str], mailer: object, fresh: Environment
) -> None:
    assert fresh.read(**given).mailer() == mailer


@pytest.mark.parametrize(
    ("given", "connections"),
    [("", 20), ("everything", 20), ("answers", 8), ("pages", 20), ("background", 8)],
)
def test_the_purpose_of_a_process_and_its_connections(
    given: str, connections: int, fresh: Environment
) -> None:
    url = "postgresql://quiz@db/quiz"
    module = fresh.read(**ON, PURPOSE=given, DATABASE_URL=url)
    assert module.purpose() == (given or "everything")
    assert module.database()["OPTIONS"]["pool"]["max_size"] == connections


def test_a_purpose_that_nothing_has_is_refused_by_name(fresh: Environment) -> None:
    with pytest.raises(ImproperlyConfigured, match="PURPOSE is 'worker': use one of everything, "):
        fresh.read(**ON, PURPOSE="worker")


def test_every_variable_of_the_documentation_has_its_rows() -> None:
    page = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    table = page.partition("## Environment variables")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == set(NAMES)
