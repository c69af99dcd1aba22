"""A backup is brought back into an empty database of a real PostgreSQL, row by row the same."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from psycopg.conninfo import conninfo_to_dict

from deploy import backup
from tests.machine import Machine
from tests.services import PostgresServer

AT = datetime(2027, 2, 9, 3, tzinfo=UTC)


def rows(url: str) -> dict[str, list[str]]:
    """Every row of every table as text, in order."""
    found = {}
    with psycopg.connect(url) as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        for (name,) in connection.execute(query).fetchall():
            read = connection.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')
            found[name] = [row[0] for row in read.fetchall()]
    return found


def manage(server: PostgresServer, *command: str) -> str:
    """A command beside this database, with the programs of its version."""
    there = {"DATABASE_URL": server.url, "REDIS_URL": "", "PG_BIN": str(server.binaries)}
    return Machine(**there).run("manage", *command)


@pytest.mark.fault
def test_what_was_backed_up_comes_back_row_by_row_but_for_a_card_erased_since(
    private_postgres: PostgresServer, empty_postgres: PostgresServer, tmp_path: Path
) -> None:
    machine = Machine(DATABASE_URL=private_postgres.url, REDIS_URL="")
    machine.stage(cards=3)
    before = rows(private_postgres.url)
    with psycopg.connect(private_postgres.url) as connection:
        query = "SELECT id, school_class_id, number FROM schools_card ORDER BY id"
        card, school_class, number = connection.execute(query).fetchall()[0]
    manage(private_postgres, "back_up", "--to", str(tmp_path / "kept"))
    (file,) = (tmp_path / "kept").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    torn = tmp_path / "torn.dump"
    torn.write_bytes(file.read_bytes()[:-2000])
    with pytest.raises(AssertionError, match="Not restored"):
        manage(empty_postgres, "restore", str(torn))
    assert rows(empty_postgres.url) == {}, "whole or not at all"
    for age, one in ((timedelta(hours=-1), card + 1), (timedelta(hours=1), card)):
        at = datetime.now(UTC) + age
        erased = {"school_class": school_class, "card": one, "number": number + one - card}
        backup.note_erased(file.parent, **erased, at=at)
    assert "1 cards erased again" in manage(empty_postgres, "restore", str(file))
    after = rows(empty_postgres.url)
    of_card = ("schools_card", "competition_alias", "competition_attempt")
    assert [len(before[name]) - len(after[name]) for name in of_card] == [1] * 3
    assert {**after, **{name: before[name] for name in of_card}} == before
    assert all(set(after[name]) < set(before[name]) for name in of_card)
    manage(empty_postgres, "migrate", "--check")
    # A sequence that began anew would give the next row a number that is taken.
    with psycopg.connect(empty_postgres.url) as connection:
        query = "SELECT nextval('schools_card_id_seq') > max(id) FROM schools_card"
        assert connection.execute(query).fetchone() == (True,)
    # And never over something that is there.
    with pytest.raises(AssertionError, match="not empty"):
        manage(empty_postgres, "restore", str(file))


# Texts of rows that look like what is left out.
TRAPS = ["ALTER TABLE note OWNER TO keeper;", "it's\nGRANT ALL ON TABLE note TO keeper;\n", "\\."]


@pytest.mark.parametrize("form", ["--quote-all-identifiers", "--inserts"])
def test_plain_sql_of_users_that_are_not_here_is_read(
    form: str, empty_postgres: PostgresServer, tmp_path: Path
) -> None:
    file, named = tmp_path / "elsewhere.sql", conninfo_to_dict(empty_postgres.url)
    with psycopg.connect(empty_postgres.url, autocommit=True) as server:
        for statement in (
            *("CREATE ROLE keeper", "CREATE TABLE note (text text)", "CREATE DATABASE other"),
            *("ALTER TABLE note OWNER TO keeper", "GRANT SELECT ON note TO PUBLIC"),
        ):
            server.execute(statement)
        server.cursor().executemany("INSERT INTO note VALUES (%s)", [[text] for text in TRAPS])
        program = str(empty_postgres.binaries / "pg_dump")
        dump = [program, form, empty_postgres.url, "--file", str(file)]
        subprocess.run(dump, check=True)
        server.execute("ALTER ROLE keeper RENAME TO somebody")
    database = {name: named.get(name.lower(), "") for name in ("HOST", "PORT", "USER", "PASSWORD")}
    backup.restore({"ENGINE": "postgresql", "NAME": "other", "OPTIONS": {}} | database, file)
    with psycopg.connect(empty_postgres.url, dbname="other") as other:
        assert [text for (text,) in other.execute("SELECT text FROM note")] == TRAPS


def test_of_two_machines_the_one_that_may_be_written_to_is_backed_up_and_restored(
    empty_postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(empty_postgres.binaries))
    named = conninfo_to_dict(empty_postgres.url)
    # As Django has docs/running.md's address with `?host=first,second&port=…`; the first is gone.
    options: dict[str, Any] = {
        "host": f"127.0.0.1,{named['host']}",
        "port": f"9,{named['port']}",
        "target_session_attrs": "read-write",
        "pool": {},
        "options": "-c statement_timeout=60000",
    }
    own = {"HOST": "", "PORT": "", "USER": named["user"], "PASSWORD": "", "NAME": named["dbname"]}
    database = {"ENGINE": "postgresql", "OPTIONS": options, **own}
    with psycopg.connect(empty_postgres.url) as server:
        server.execute("CREATE TABLE note AS SELECT 'kept' AS text")
    file, tables = backup.back_up(database, tmp_path / "kept", at=AT)
    assert tables == 1
    with psycopg.connect(empty_postgres.url) as server:
        server.execute("DROP TABLE note")
    backup.restore(database, file)
    assert rows(empty_postgres.url) == {"note": ["(kept)"]}


SQLITE = {"ENGINE": "django.db.backends.sqlite3"}


@pytest.fixture
def small(tmp_path: Path) -> dict[str, str]:
    database = SQLITE | {"NAME": str(tmp_path / "quiz.sqlite3")}
    with closing(sqlite3.connect(database["NAME"])) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.create_function("REGEXP", 2, lambda _pattern, text: text.isdigit())
        connection.execute("CREATE TABLE card (pin TEXT CHECK (pin REGEXP '^[0-9]+$'))")
        connection.execute("INSERT INTO card VALUES ('4711')")
        connection.commit()
    return database


def test_sqlite_goes_the_same_way(small: dict[str, str], tmp_path: Path) -> None:
    file, tables = backup.back_up(small, tmp_path / "kept", at=AT)
    assert (tables, file.name) == (1, "quiz-20270209-030000.sqlite3.gz")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]
    other = SQLITE | {"NAME": str(tmp_path / "other.sqlite3")}
    backup.restore(other, file)
    with closing(sqlite3.connect(other["NAME"])) as connection:
        assert connection.execute("SELECT pin FROM card").fetchall() == [("4711",)]


def test_a_spoilt_backup_is_none(small: dict[str, str], tmp_path: Path) -> None:
    file, _tables = backup.back_up(small, tmp_path / "kept", at=AT)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(backup.BackupFailed):
        backup.tables_in(file)
    dump = tmp_path / "quiz-1.dump"
    dump.write_bytes(b"PGDMP and nothing")
    with pytest.raises(backup.BackupFailed):
        backup.tables_in(dump)


@pytest.mark.django_db
def test_a_backup_is_never_brought_over_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(tmp_path / "quiz.dump"))


def test_a_backup_without_a_table_is_none(tmp_path: Path) -> None:
    nothing = SQLITE | {"NAME": str(tmp_path / "nothing.sqlite3")}
    with pytest.raises(backup.BackupFailed, match="no table"):
        backup.back_up(nothing, tmp_path / "kept", at=AT)
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_backup_that_fails_leaves_no_file(tmp_path: Path) -> None:
    away = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": "9",
        "USER": "u",
        "PASSWORD": "p'w",
        "NAME": "q",
        "OPTIONS": {"sslmode": "prefer", "pool": {}},
    }
    with pytest.raises(backup.BackupFailed, match="refused"):
        backup.back_up(away, tmp_path / "kept", at=AT)
    assert list((tmp_path / "kept").iterdir()) == []


def test_the_newest_stay(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"quiz-2027020{day}-030000.dump").touch()
    (tmp_path / "notes.dump").touch()
    assert [one.name for one in backup.drop_old(tmp_path, kept=3, at=AT)] == [
        "quiz-20270201-030000.dump",
        "quiz-20270202-030000.dump",
    ]
    assert backup.drop_old(tmp_path, kept=0, at=AT) == []
    backup.note_erased(tmp_path, school_class=1, card=2, number=3, at=AT)
    assert len(backup.drop_old(tmp_path, kept=0, at=AT + timedelta(days=59))) == 3
    assert len(list(tmp_path.glob("erased-*"))) == 1
    backup.drop_old(tmp_path, kept=0, at=AT + timedelta(days=61))
    assert [one.name for one in tmp_path.iterdir()] == ["notes.dump"]
