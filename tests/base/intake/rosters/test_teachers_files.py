"""Class lists as teachers have them, each with the preview that is expected of it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
import yaml

from base.intake.door import Door
from base.intake.file_refusal import RefusedFile
from base.intake.rosters.roster import ROSTER_LIMITS, read
from base.intake.rosters.roster_preview import DescribedClass, described
from base.intake.rosters.roster_shapes import FoundRoster
from base.intake.rosters.roster_tables import OLD_WORKBOOK
from bench.mutating import spoilt
from tests.base.intake.rosters.making import FILES, Rows, xlsx

READER = "base.intake.rosters.roster:read"
EVERY = sorted(path for path in FILES.iterdir() if path.suffix != ".yaml")
# What stands in the files and must not leave the process that reads them.
PRIVATE = (
    *("170003", "175026", "69435151530", "01.01.2010", "061", "123-456", "mama@", "Zmaja od"),
    *("Senad", "Милан", "Milan", "Zora", "astma", "Vjeronauka"),
)


def told(classes: list[DescribedClass]) -> list[dict[str, object]]:
    """A preview as its file says it: a line is row, number, given name, surname, state, doubts."""
    return [
        {
            **{
                key: one[key]
                for key in ("label", "sheet", "order", "columns", "dropped", "notices")
            },
            "lines": [
                f"{line['row']} | {line['number'] or '-'} | {line['given']} | {line['surname']} | "
                + " ".join([line["state"], *line["doubts"]])
                for line in one["lines"]
            ],
        }
        for one in classes
    ]


def test_a_name_that_is_a_formula_without_a_value_is_refused_with_its_cell() -> None:
    rows: Rows = [["Ime", "Prezime"], ["Ana", "Babić"], ["Ivan", '=CONCATENATE("Ho","rvat")']]
    for sheets, place in (({"7.a": rows}, "B3"), ({"6.b": rows[:2], "7.a": rows}, "7.a!B3")):
        with pytest.raises(RefusedFile) as refusal:
            read(xlsx(sheets))
        assert f"stands in: {place}." in refusal.value.text % refusal.value.values
    assert read(xlsx({"6.b": rows[:2], "7.a": rows}, hidden_sheets=["7.a"])).classes


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_a_list_is_read_as_its_teacher_means_it(path: Path) -> None:
    expected = yaml.safe_load(path.with_name(f"{path.name}.yaml").read_text(encoding="utf-8"))
    assert told(described(read(path.read_bytes()))) == expected


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_nothing_private_leaves_the_process(path: Path) -> None:
    found = json.dumps(described(read(path.read_bytes())), ensure_ascii=False)
    assert [one for one in PRIVATE if one in found] == []


def test_five_hundred_spoilt_files_are_read_or_refused() -> None:
    contents = [path.read_bytes() for path in EVERY]
    files = [spoilt(contents[n % len(contents)], Random(f"roster {n}")) for n in range(500)]
    with closing(Door()) as door:
        outcomes = [_tried(content, door) for content in files]
    # Neither all spoilt beyond reading nor none.
    assert outcomes.count("read") > 100
    assert outcomes.count("refused") > 100


def _tried(content: bytes, door: Door) -> str:
    """Old workbooks in the process that is for it: one that lies about its size ends it."""
    try:
        if content.startswith(OLD_WORKBOOK):
            described(door.read(READER, content, FoundRoster, limits=ROSTER_LIMITS))
        else:
            described(read(content))
    except RefusedFile as refusal:
        return "refused" if str(refusal) else "without a word"
    return "read"


@pytest.mark.parametrize("name", ["everything.xlsx", "old.xls", "libre.ods", "cyrillic-1251.csv"])
def test_the_limited_process_reads_the_same(name: str) -> None:
    content = (FILES / name).read_bytes()
    with closing(Door()) as door:
        found = door.read(READER, content, FoundRoster, limits=ROSTER_LIMITS)
        with pytest.raises(RefusedFile):
            door.read(READER, b"", FoundRoster, limits=ROSTER_LIMITS)
    assert described(found) == described(read(content))
