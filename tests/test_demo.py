"""What the demo shows works: every link that each of its people and the public find
there; and nothing of it is due to go."""

from __future__ import annotations

from pathlib import Path

from tests.machine import Machine


def test_every_link_of_the_demo_leads_to_a_page(tmp_path: Path) -> None:
    demo = {"DEMO": "1", "DATA_DIR": f"{tmp_path}", "REDIS_URL": ""}
    database = f"sqlite:///{tmp_path}/quiz.sqlite3"
    Machine(DATABASE_URL=database, **demo).run("tests.demo_crawl")
