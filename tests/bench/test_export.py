"""The budget of the workbook is in seconds of a core, the database's among them."""

from __future__ import annotations

import pytest

from bench.export import BUDGET_ROWS, _measures

RUN = {"rows": float(BUDGET_ROWS), "mib": 16.0, "peak_mib": 124.0}


@pytest.mark.parametrize(
    ("process", "database", "met"),
    [
        pytest.param(7.0, 2.0, True, id="slow by the wall alone"),
        pytest.param(11.0, 2.0, False, id="too much with the database"),
    ],
)
def test_a_busy_machine_changes_nothing(process: float, database: float, met: bool) -> None:
    one = RUN | {"seconds": 60.0, "processor_s": process, "database_s": database}
    found = _measures(BUDGET_ROWS, one, first=124.0)
    assert [measure.met for measure in found if measure.unit == "s" and measure.budget] == [met]
    assert 60.0 in [measure.value for measure in found]
