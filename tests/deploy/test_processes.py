"""The units and the sample of Prometheus say what deploy.processes declares."""

from __future__ import annotations

import configparser
import os
import re
import sys
from pathlib import Path

import pytest
import yaml

from competition.config.purpose import Purpose
from competition.config.runner import JOBS
from deploy.processes import (
    ANSWERS,
    BACKGROUND,
    KINDS,
    PAGES,
    Kind,
    Process,
    listed,
    main,
    ports,
    processes,
)
from tests.machine import ROOT

UNITS = ROOT / "deploy/systemd"


@pytest.mark.parametrize(
    ("cores", "counts"), [(1, (2, 2, 1)), (2, (2, 2, 1)), (4, (3, 3, 1)), (8, (5, 5, 1))]
)
def test_a_machine_has_enough_of_each_to_renew_one_while_others_serve(
    cores: int, counts: tuple[int, ...]
) -> None:
    those = processes(cores, first_port=9001)
    assert tuple(len(ports(those, kind)) for kind in KINDS) == counts
    assert [one.port for one in those] == list(range(9001, 9001 + sum(counts)))


def test_each_purpose_but_everything_has_processes_and_pupils_come_first() -> None:
    assert {kind.purpose for kind in KINDS} == set(Purpose) - {Purpose.EVERYTHING}
    assert ANSWERS.nice < PAGES.nice < BACKGROUND.nice


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.purpose)
def test_the_unit_of_a_kind_runs_what_make_serve_runs(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = _unit(UNITS / f"quiz-{kind.purpose}@.service")["Service"]
    python, *words = service["ExecStart"].replace("%i", "8109").split()
    assert (python, words[:2]) == ("/opt/quiz/.venv/bin/python", ["-m", "deploy.processes"])
    assert _what_is_run(words[2:], monkeypatch) == _as_make_serve_runs(Process(kind, 8109))


def test_there_is_no_unit_of_another_kind() -> None:
    found = {path.name for path in UNITS.glob("quiz-*@.service")}
    assert found == {f"quiz-{kind.purpose}@.service" for kind in KINDS}


def test_what_is_enabled_comes_back_after_a_reboot() -> None:
    enabled = listed(2).splitlines()[0].split()[3:]
    assert {one.split("@")[0] for one in enabled} > {f"quiz-{kind.purpose}" for kind in KINDS}
    for one in enabled:
        name = f"{one.split('@')[0]}@.service" if "@" in one else one
        wanted_by = _unit(UNITS / name)["Install"]["WantedBy"]
        assert wanted_by == "multi-user.target" or wanted_by in enabled


def test_prometheus_asks_every_process_of_two_cores() -> None:
    sample = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yaml").read_text())
    targets = sample["scrape_configs"][0]["static_configs"][0]["targets"]
    assert targets == [f"127.0.0.1:{one.port}" for one in processes(2)]


def test_alerts_ask_for_a_job_by_the_name_that_prometheus_gives_its_label() -> None:
    asked = (ROOT / "deploy/prometheus/alerts.yaml").read_text()
    labels = dict(re.findall(r'(\w+)="(\w+)"', " ".join(re.findall(r"quiz_\w+\{(.*?)\}", asked))))
    assert "job" not in labels
    assert labels["exported_job"] in {getattr(job, "__name__", "") for job in JOBS}


def test_compose_runs_the_processes_of_two_cores_and_its_proxy_knows_them() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    run = [one["command"][0] for one in services.values() if "--host" in one.get("command", [])]
    assert run == [one.kind.purpose for one in processes(2)]
    told = " ".join(services["proxy"]["command"])
    assert told == (
        "--answers answers-1:8000 answers-2:8000 --pages pages-1:8000 pages-2:8000"
        " --spare answers-2:8000 pages-2:8000"
    )
    spare = [one.kind.purpose for one in processes(2) if one.stands_by]
    assert spare == ["answers", "pages"]
    assert set(services["proxy"]["depends_on"]) == {
        name for name in services if name.startswith(("answers-", "pages-"))
    }


def test_the_image_has_every_step_in_its_script() -> None:
    steps = (ROOT / "Containerfile").read_text().splitlines()
    assert [line for line in steps if line.startswith("RUN")] == [
        "RUN /opt/quiz/deploy/container/install.sh"
    ]


def test_a_backup_can_be_made_in_the_image() -> None:
    installed = (ROOT / "deploy/container/install.sh").read_text().partition("apt-get install")[2]
    assert "postgresql-client" in installed.partition("\n\n")[0].split()


def _what_is_run(words: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], str]:
    """The command and the purpose of the process that this one would become."""
    became: list[tuple[list[str], str]] = []

    def noted(_file: str, command: list[str], environment: dict[str, str]) -> None:
        became.append((command, environment["PURPOSE"]))

    monkeypatch.setattr(os, "execvpe", noted)
    main(words)
    return became[0]


def _as_make_serve_runs(process: Process) -> tuple[list[str], str]:
    return process.command(sys.executable), process.kind.purpose


def _unit(path: Path) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(path)
    return found
