"""The units and the sample of Prometheus say what deploy.processes declares."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest
import yaml

from competition.config.purpose import Purpose
from deploy.processes import ANSWERS, BACKGROUND, KINDS, PAGES, Kind, Process, ports, processes
from tests.machine import ROOT

UNITS = ROOT / "deploy/systemd"


@pytest.mark.parametrize(
    ("cores", "counts"), [(1, (2, 2, 1)), (2, (2, 2, 1)), (4, (4, 2, 1)), (8, (8, 4, 1))]
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
def test_the_unit_of_a_kind_runs_what_make_serve_runs(kind: Kind) -> None:
    service = _unit(UNITS / f"quiz-{kind.purpose}@.service")["Service"]
    process = Process(kind, 1)
    python, *rest = process.command("/opt/quiz/.venv/bin/python")[3 if kind.nice else 0 :]
    assert service["ExecStart"].replace("%i", "1").split() == [python, *rest]
    assert int(service["Nice"]) == kind.nice
    assert [service["Environment"]] == [f"{n}={v}" for n, v in process.environment.items()]


def test_there_is_no_unit_of_another_kind() -> None:
    found = {path.name for path in UNITS.glob("quiz-*@.service")}
    assert found == {f"quiz-{kind.purpose}@.service" for kind in KINDS}


def test_prometheus_asks_every_process_of_two_cores() -> None:
    sample = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yaml").read_text())
    targets = sample["scrape_configs"][0]["static_configs"][0]["targets"]
    assert targets == [f"127.0.0.1:{one.port}" for one in processes(2)]


def _unit(path: Path) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(path)
    return found
