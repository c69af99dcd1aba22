"""Whose tasks are whose, in what a browser tells of its threads."""

from __future__ import annotations

from bench.main_thread import MARK, TASK, Event, tasks_of_parts

PAGE, OTHER = {"pid": 7, "tid": 7}, {"pid": 7, "tid": 8}


def event(name: str, ts: int, **more: object) -> Event:
    return {"name": name, "ts": ts, **PAGE, **more}


def test_a_task_belongs_to_the_part_in_which_it_began_and_to_a_main_thread() -> None:
    events = [
        event(f"{MARK}answers", 300),
        event(TASK, 250, tdur=61_000, dur=400_000),
        event(f"{MARK}join page", 200),
        event(TASK, 100, tdur=4_500),
        event(TASK, 260, tdur=99_000) | OTHER,
        event(TASK, 310, tdur=70_000),
        event("thread_name", 0, args={"name": "CrRendererMain"}),
        event("thread_name", 0, args={"name": "Compositor"}) | OTHER,
    ]
    assert tasks_of_parts(events) == {"join page": [4.5], "answers": [61.0]}
