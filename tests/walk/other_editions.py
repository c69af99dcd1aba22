"""In the middle of the day the next edition opens for schools."""

from __future__ import annotations

import time

from tests.walk.desk import Person
from tests.walk.editions import begin, take_step
from tests.walk.walk import Walk
from tests.walk.year import (
    COORDINATOR,
    COUNTRY,
    EDITION,
    NAMES,
    NEXT,
    ORGANIZER,
    SAFER_INTERNET_DAY,
)

# Public pages are kept for a minute; before that they would say nothing new in any case.
KEPT = 61.0
PUBLIC = (f"{COUNTRY.lower()}/", f"{COUNTRY.lower()}/rules/", f"{COUNTRY.lower()}/practice/")
ESSENTIAL = "main :is(h1, h2, h3, .hero-country, a[href], form[action], button[value])"
# Which other editions there are may be told, and that a class can enter them; which edition the
# page means is asked apart. Numbers of who takes part grow by the minute.
APART = ".edition-switch, .so-far, form[action$='/enter/']"
TOLD = f"""found => found.filter(one => !one.closest("{APART}")).map(
    one => [one.tagName, one.getAttribute("href") || "",
    one.getAttribute("action") || "", one.textContent.replace(/\\s+/g, " ").trim()].join(" "))"""


def begin_others(walk: Walk) -> None:
    """Whatever is begun beside it, teachers, pupils and the desk of the day see the same."""
    before = _staff(walk)
    walk.public = _public(walk.stranger())
    coordinator = walk.meet(COORDINATOR)
    begin(coordinator, NEXT, SAFER_INTERNET_DAY + 1, like=_label(walk))
    take_step(coordinator, "registration", NEXT)
    assert _gives_half(coordinator, EDITION)
    assert _gives_half(coordinator, NEXT), "the rule about single mistakes was not taken along"
    walk.begun = time.monotonic()
    _same(before, _staff(walk))
    walk.meet(COORDINATOR).go("staff/editions/")


def see_public_unchanged(walk: Walk) -> None:
    """Nor does anybody without an account see more or other things."""
    time.sleep(max(walk.begun + KEPT - time.monotonic(), 0))
    _same(walk.public, _public(walk.stranger()))
    walk.stranger().go(PUBLIC[0])


def _label(walk: Walk) -> str:
    """The running edition, as the list to begin from calls it."""
    page = walk.meet(COORDINATOR).go("staff/editions-begin/")
    labels = page.locator("[name=source] option").all_inner_texts()
    return labels[-1]


def _gives_half(coordinator: Person, slug: str) -> bool:
    """Whether one mistake in a question of several parts leaves a point."""
    page = coordinator.go(f"staff/editions/{slug}/rules/")
    return page.locator("[name=half_points]").is_checked()


def _staff(walk: Walk) -> dict[str, list[str]]:
    """What those see who work with the running edition."""
    found = {one.teacher: essentials(walk.meet(one.teacher), "staff/") for one in walk.classes}
    organizer = walk.meet(ORGANIZER)
    found["staff/day/"] = essentials(organizer, "staff/day/")
    meant = organizer.read(".edition-named, .edition-switch [aria-current=page]")
    assert meant.startswith(f"{NAMES['bs']} {SAFER_INTERNET_DAY}"), meant
    for room, one in zip(walk.rooms, walk.classes, strict=True):
        found[f"pupils of {one.label}"] = sorted(
            f"{number} {phase}" for number, phase in room.phases().items()
        )
    return found


def _public(stranger: Person) -> dict[str, list[str]]:
    """What anybody sees of the competition."""
    return {path: essentials(stranger, path) for path in (*PUBLIC, "boards/")}


def essentials(person: Person, path: str) -> list[str]:
    """Headings, ways and buttons of a page: what it is about and what can be done there."""
    page = person.go(path)
    told: list[str] = page.locator(ESSENTIAL).evaluate_all(TOLD)
    return told


def _same(before: dict[str, list[str]], after: dict[str, list[str]]) -> None:
    for name, told in before.items():
        lost, new = set(told) - set(after[name]), set(after[name]) - set(told)
        assert not lost | new, f"{name} shows no more {lost}, but {new}"
