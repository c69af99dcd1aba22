"""What a process has freed, back to the machine."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.later

# Bigger than what Python pools by itself, smaller than what the C library maps alone: a hundred
# MiB lie below one block that stays. A round for answers does not speak to the database.
ROUND = """
import resource
import django
django.setup()
from competition.config.purpose import Purpose
from competition.config.runner import Runner

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() >> 20

runner = Runner(jobs=(), tidy_every=0.0, purpose=Purpose.ANSWERS)
kept = [b"0" * 60_000 for _n in range(2_000)]
del kept[:-1]
before = resident()
runner.round()
print(before - resident())
"""


def test_what_was_freed_goes_back_to_the_machine_when_it_is_time() -> None:
    done = subprocess.run([sys.executable, "-c", ROUND], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 90
