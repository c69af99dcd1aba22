"""A backup of the database in one file that has been read again, and the way back from it.

PostgreSQL by pg_dump and pg_restore, SQLite by its own copying; files are the owner's alone. Beside
them each erased card has an empty file that is named after it, so that a restore erases it again.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deploy.programs import find_postgres

# Lines of a plain dump that only its own users or another psql would understand.
OF_USERS = re.compile(
    rb"(ALTER .+ OWNER TO .+|(GRANT|REVOKE) .+ (TO|FROM) .+|ALTER DEFAULT PRIVILEGES .+"
    rb"|SET SESSION AUTHORIZATION .+|SET transaction_timeout = .+);\s*$|\\(un)?restrict "
)
ROWS = re.compile(rb"COPY .+ FROM stdin;\s*$")
# What DATABASE_URL may say of where the database is behind its `?`; the rest is for our driver.
WHERE = ("host", "hostaddr", "port", "target_session_attrs", "connect_timeout", "passfile")

# Files are named after their moment, to the second.
STAMP = "%Y%m%d-%H%M%S"
STAMPED = re.compile(r"(?:quiz|erased)-(\d{8}-\d{6})\b")
# Nobody goes back further, and what was deleted since shall not be found in one.
LONGEST = timedelta(days=60)
# Whoever waits longer for a lock or for the disk than this has another problem than the backup.
SECONDS = 3600


class BackupFailed(Exception):
    """The file could not be made, read or restored; the message says why."""


def back_up(database: Mapping[str, Any], folder: Path, *, at: datetime) -> tuple[Path, int]:
    """(file, how many tables could be read in it). Raises ``BackupFailed``; then no file stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sqlite = "sqlite" in database["ENGINE"]
    made = folder / f"quiz-{at:{STAMP}}.{'sqlite3.gz' if sqlite else 'dump'}"
    # Under another name until it is whole: nobody takes half a file for a backup.
    part = made.with_name(f".{made.name}.part")
    part.touch(mode=0o600)
    try:
        (_dump_sqlite if sqlite else _dump)(database, part)
        tables = tables_in(part)
        if not tables:
            raise BackupFailed("the file holds no table")
        part.rename(made)
    finally:
        part.unlink(missing_ok=True)
    return made, tables


def tables_in(file: Path) -> int:
    """How many tables' rows a backup holds, by reading it. Raises ``BackupFailed``."""
    if "sqlite3" in file.name:
        with closing(_opened(file)) as copy:
            query = "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
            return int(copy.execute(query).fetchone()[0])
    listed = _run([_program("pg_restore"), "--list", str(file)])
    return sum(" TABLE DATA " in line for line in listed.splitlines())


def restore(database: Mapping[str, Any], file: Path) -> None:
    """Write a backup into an empty database, whole or not at all. Raises ``BackupFailed``.

    Of PostgreSQL also plain SQL (``.sql``, ``.sql.gz``), as ``pg_dump`` writes it.
    """
    if not file.is_file():
        raise BackupFailed(f"{file} is not there")
    if "sqlite" in database["ENGINE"]:
        with closing(_opened(file)) as copy, closing(sqlite3.connect(database["NAME"])) as target:
            copy.backup(target)
        return
    if file.name.endswith((".sql", ".sql.gz")):
        _load_sql(database, file)
        return
    command = [_program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error"]
    command += ["--single-transaction", f"--dbname={_conninfo(database)}", str(file)]
    _run(command, database)


def _load_sql(database: Mapping[str, Any], file: Path) -> None:
    command = [_program("psql"), "--quiet", "--no-psqlrc", "--single-transaction"]
    command += ["--set=ON_ERROR_STOP=1", f"--dbname={_conninfo(database)}"]
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.sql"
        with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as read:
            plain.write_bytes(b"".join(without_owners(read)))
        _run([*command, f"--file={plain}"], database)


def without_owners(lines: Iterable[bytes]) -> Iterator[bytes]:
    """SQL of ``pg_dump`` but for who owns and may do what, and for commands of other versions of
    ``psql``: those users are not there. Rows are left as they are."""
    rows = in_text = False
    for line in lines:
        if rows:
            rows = line.rstrip(b"\r\n") != rb"\."
        elif in_text or not OF_USERS.match(line):
            rows = not in_text and bool(ROWS.match(line))
            # Of INSERT a text may go on over many lines.
            in_text ^= not line.startswith(b"--") and line.count(b"'") % 2 == 1
        else:
            continue
        yield line


def drop_old(folder: Path, *, kept: int, at: datetime) -> list[Path]:
    """Delete all but the newest, and whatever is older than the longest time; which they were.
    Erasures stay as long as a backup may be brought back."""
    found = sorted(folder.glob("quiz-*.dump")) + sorted(folder.glob("quiz-*.sqlite3.gz"))
    oldest = f"{at - LONGEST:{STAMP}}"
    old = [file for file in found if _stamp(file) < oldest or (kept and file in found[:-kept])]
    for file in old:
        file.unlink()
    for file in folder.glob("erased-*"):
        if _stamp(file) < oldest:
            file.unlink()
    return old


def note_erased(folder: Path, *, school_class: int, card: int, number: int, at: datetime) -> None:
    """So that a backup made before brings the card back for no longer than its restore takes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / f"erased-{at:{STAMP}}-{school_class}-{card}-{number}").touch(mode=0o600)


def erased_since(file: Path) -> list[tuple[int, int, int]]:
    """``(class, card, number)`` of what was erased after a backup was made, by the files beside it;
    all of them where its name does not tell when that was."""
    later = [one for one in file.parent.glob("erased-*") if _stamp(one) >= _stamp(file)]
    named = (one.name.split("-")[3:] for one in sorted(later))
    return [(int(school_class), int(card), int(number)) for school_class, card, number in named]


def _stamp(file: Path) -> str:
    found = STAMPED.match(file.name)
    return found[1] if found else ""


def _dump(database: Mapping[str, Any], file: Path) -> None:
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
    _run([*command, f"--file={file}", f"--dbname={_conninfo(database)}"], database)


def _dump_sqlite(database: Mapping[str, Any], file: Path) -> None:
    plain = file.with_suffix(".plain")
    plain.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(database["NAME"])) as source,
            closing(sqlite3.connect(plain)) as copy,
        ):
            source.backup(copy)
            # One file, that can be read without the log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        with plain.open("rb") as read, gzip.open(file, "wb") as written:
            shutil.copyfileobj(read, written)
    finally:
        plain.unlink(missing_ok=True)


def _opened(file: Path) -> sqlite3.Connection:
    """A copy in memory that has been looked through."""
    copy = sqlite3.connect(":memory:")
    try:
        copy.deserialize(gzip.decompress(file.read_bytes()))
        # Conditions of rows need functions that only Django brings; the pages are what may spoil.
        copy.execute("PRAGMA ignore_check_constraints=ON")
        (said,) = copy.execute("PRAGMA integrity_check").fetchone()
    except (OSError, EOFError, zlib.error, sqlite3.Error) as error:
        copy.close()
        raise BackupFailed(f"{file} cannot be read: {error}") from error
    if said != "ok":
        copy.close()
        raise BackupFailed(f"{file} is spoilt: {said}")
    return copy


def _conninfo(database: Mapping[str, Any]) -> str:
    """Everything but the password: a command line can be read by everybody on the machine."""
    own = {
        "host": database["HOST"],
        "port": database["PORT"],
        "user": database["USER"],
        "dbname": database["NAME"],
    }
    told = {
        **{name: value for name, value in database["OPTIONS"].items() if _says_where(name)},
        **{name: value for name, value in own.items() if value},
    }
    return " ".join(f"{name}='{_quoted(value)}'" for name, value in told.items() if value)


def _says_where(name: str) -> bool:
    return name in WHERE or name.startswith("ssl")


def _quoted(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace("'", "\\'")


def _program(name: str) -> str:
    """Beside the servers of `make serve`, else wherever the system has it."""
    folder = find_postgres()
    found = shutil.which(name, path=str(folder)) if folder else None
    found = found or shutil.which(name)
    if found is None:
        raise BackupFailed(f"No {name}: apt-get install postgresql-client, or set PG_BIN")
    return found


def _run(command: list[str], database: Mapping[str, Any] | None = None) -> str:
    password = {"PGPASSWORD": database["PASSWORD"]} if database and database["PASSWORD"] else {}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={**os.environ, **password},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BackupFailed(str(error)) from error
    if done.returncode:
        raise BackupFailed(done.stderr.strip() or f"{command[0]} failed")
    return done.stdout
