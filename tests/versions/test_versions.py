"""The database of the oldest tagged version migrates, and still proves what it proved then."""

from __future__ import annotations

import gzip
import json

from tests.machine import Machine
from tests.services import PostgresServer
from tests.versions import dumps


def test_the_oldest_version_migrates_keeps_its_seal_and_opens_a_receipt(
    empty_postgres: PostgresServer,
) -> None:
    version = dumps.oldest()
    facts = json.loads(dumps.facts_of(version).read_text())
    dumps.put_back(dumps.dump_of(version).read_bytes(), empty_postgres)
    machine = Machine(DATABASE_URL=empty_postgres.url, REDIS_URL="")
    found = json.loads(machine.run("tests.versions.look", facts["edition"], facts["receipt"]))
    assert (found["state"], found["rows"]) == ("published", facts["rows"])
    assert found["now"]["sha256"] == found["sealed"]["sha256"] == facts["sha256"]
    assert found["now"] == found["sealed"]
    opened = found["receipt"]
    assert (opened["phase"], opened["score"]) == ("revealed", facts["score"])
    assert opened["max_score"] == len(opened["codes"]) == facts["max_score"]
    assert all(opened["codes"])
    assert opened["keys"]
    # One point less of one pupil: neither what the public gets nor the organizers' list is proved.
    assert found["altered"]["sha256"] != facts["sha256"]
    assert found["altered"]["boards"] != found["sealed"]["boards"]


def test_dumps_are_small_and_can_be_put_back_by_other_releases_of_postgresql() -> None:
    for path in dumps.FOLDER.glob(f"*{dumps.ENDING}"):
        dump = path.read_bytes()
        assert len(dump) < 200_000
        assert not dumps.OF_ONE_RELEASE.search(gzip.decompress(dump))
