"""A seal is worked out anew from a dump: the same hash, or the part that differs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.machine import ROOT, Machine
from tests.services import PostgresServer

# Each changes one thing behind the product's back, and is named by the parts that must tell of it.
CHANGES = {
    "one answer": (
        "UPDATE competition_answer SET choice = CASE choice WHEN 1 THEN 2 ELSE 1 END WHERE id = "
        "(SELECT max(b.id) FROM competition_answer b JOIN competition_attempt a "
        "ON a.id = b.attempt_id WHERE a.kind = 'official' AND a.voided_at IS NULL)",
        {"answers"},
    ),
    "a void": (
        "UPDATE competition_attempt SET voided_at = now() WHERE id = "
        "(SELECT max(attempt_id) FROM leaderboard_award)",
        {"answers", "list", "awards and pools", "awards given"},
    ),
    "the order": (
        "UPDATE competition_edition SET ranking = 'minutes'",
        {"list", "awards and pools"},
    ),
    "who has an award": (
        "UPDATE leaderboard_award SET place = 7 WHERE id = (SELECT max(id) FROM leaderboard_award "
        "WHERE place > 0)",
        {"awards given"},
    ),
    "the number of the draw": (
        "UPDATE leaderboard_drawoutcome SET body = replace(body, '71233', '71234')",
        {"draw"},
    ),
}


def verify(machine: Machine, *words: str) -> tuple[int, dict[str, bool], str]:
    """(exit status, {part: whether it is the same}, what was said of an error)."""
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_seal", "--json", *words],
        cwd=ROOT,
        env=machine.environment,
        check=False,
        capture_output=True,
        text=True,
    )
    (look,) = json.loads(done.stdout)
    return done.returncode, {one["name"]: one["same"] for one in look["parts"]}, done.stderr


@contextmanager
def changed(server: PostgresServer, statement: str) -> Iterator[None]:
    """One change, taken back afterwards."""
    tables = ("answer", "attempt", "edition")
    names = [*(f"competition_{one}" for one in tables), "leaderboard_award"]
    names.append("leaderboard_drawoutcome")
    with psycopg.connect(server.url, autocommit=True) as database:
        for name in names:
            database.execute(f"CREATE TABLE IF NOT EXISTS kept_{name} AS TABLE {name}".encode())
        assert database.execute(statement.encode()).rowcount == 1
        yield
        for name, column in zip(
            names, ("choice", "voided_at", "ranking", "place", "body"), strict=False
        ):
            key = "seal_id" if column == "body" else "id"
            database.execute(
                f"UPDATE {name} a SET {column} = b.{column} FROM kept_{name} b "
                f"WHERE a.{key} = b.{key}".encode()
            )


def test_a_dump_gives_the_same_seal_and_a_changed_one_says_what_differs(
    private_postgres: PostgresServer, tmp_path: Path
) -> None:
    programs = {"PG_BIN": str(private_postgres.binaries), "REDIS_URL": ""}
    machine = Machine(DATABASE_URL=private_postgres.url, **programs)
    machine.run("tests.leaderboard.seals.sealed_year")
    machine.run("manage", "back_up", "--to", str(tmp_path))
    (dump,) = tmp_path.glob("*.dump")
    elsewhere = Machine(DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", **programs)
    status, parts, said = verify(elsewhere, str(dump))
    assert (status, all(parts.values())) == (0, True), (parts, said)
    assert {"answers", "list", "awards and pools", "awards given", "draw"} <= parts.keys()
    for name, (statement, told) in CHANGES.items():
        with changed(private_postgres, statement):
            status, parts, said = verify(machine)
        wrong = {part for part, same in parts.items() if not same} - {"lists with classes"}
        assert (name, wrong, status) == (name, told, 1), said
    assert verify(machine)[0] == 0


def test_a_spoilt_dump_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "quiz.dump").write_bytes(b"PGDMP and nothing after it")
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_seal", str(tmp_path / "quiz.dump")],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "The dump cannot be looked at" in done.stderr
    assert "Traceback" not in done.stderr
