"""Copies of the tree in which a line may be broken; the own one is never touched."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import psycopg

from tests.mutants.table import ROOT, Mutant
from tests.plugins.services import PLAIN
from tests.services import PostgresServer, RedisServer

LEFT_OUT = shutil.ignore_patterns(".*", "node_modules", "staticfiles", "out")
# A test that hangs has noticed; a run that does not even say so has a minute more.
TEST_SECONDS, RUN_SECONDS = 60, 240
PASSED, FAILED = 0, 1
FIRST_FAILURE = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


class Databases:
    """One PostgreSQL with a migrated database that every run begins with a fresh copy of."""

    def __init__(self) -> None:
        self.server = PostgresServer().start()
        with self._connection() as cursor:
            cursor.execute("CREATE DATABASE quiz")
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment(self.url("quiz"), ""), check=True)

    def url(self, name: str) -> str:
        """The address of a database on this server."""
        return self.server.url.rpartition("/")[0] + f"/{name}"

    def fresh(self, name: str) -> str:
        """The address from which pytest-django reaches ``test_<name>``, which is new."""
        with self._connection() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS test_{name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE test_{name} TEMPLATE quiz")
        return self.url(name)

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(self.server.url, autocommit=True)


def environment(database: str, redis: str) -> dict[str, str]:
    """What the tests' plugin would set, and where the servers are."""
    own = {"DATABASE_URL": database, "REDIS_URL": redis, "EMAIL_URL": "smtp://localhost"}
    return {**os.environ, **PLAIN, **own, "PYTHONDONTWRITEBYTECODE": "1"}


class Copy:
    """One copy of the tree with a Redis and a database of its own; a context manager."""

    def __init__(self, number: int, databases: Databases) -> None:
        self.name, self._databases = f"mutant{number}", databases
        self._folder = Path(tempfile.mkdtemp(prefix="quiz-mutants-"))
        self.tree = self._folder / "tree"
        self._redis = RedisServer().start()

    def __enter__(self) -> Self:
        """Copy the tree as it is now, with the dates of its files."""
        shutil.copytree(ROOT, self.tree, ignore=LEFT_OUT)
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave nothing."""
        self._redis.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def test(self, tests: Sequence[str], seconds: float | None = None) -> tuple[int | None, str]:
        """pytest's exit status, empty for a run that took more than ``seconds``, and what it said.

        Without ``seconds`` only each test alone may hang.
        """
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider"]
        command += ["--reuse-db", "--nomigrations", f"--timeout={TEST_SECONDS}", *tests]
        env = environment(self._databases.fresh(self.name), self._redis.url)
        run = subprocess.Popen(
            command,
            cwd=self.tree,
            env={**env, "DATA_DIR": str(self._folder / "data")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said, _ = run.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None, ""
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
        return run.returncode, said

    def test_broken(self, mutant: Mutant) -> tuple[int | None, str]:
        """The same with the line broken, which is whole again afterwards."""
        path = self.tree / mutant.file
        was = path.stat()
        text, broken = path.read_text(), mutant.broken(self.tree)
        try:
            path.write_text(broken)
            # Python knows by date and length whether it has compiled a file already.
            os.utime(path, (was.st_atime, was.st_mtime + 3600))
            return self.test(mutant.tests, RUN_SECONDS)
        finally:
            path.write_text(text)
            os.utime(path, (was.st_atime, was.st_mtime))


def first_failure(said: str) -> str:
    """The test that failed first, as pytest names it; else the last line it said."""
    found = FIRST_FAILURE.search(said)
    return found[1] if found else (said.strip().splitlines() or ["nothing"])[-1]
