"""The coordinator sets up an edition: what it is, its papers, windows, and its steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from playwright.sync_api import expect

from tests.walk.desk import Person
from tests.walk.walk import Walk
from tests.walk.year import (
    ALL_LANGUAGES,
    BUILT,
    COORDINATOR,
    COUNTRY,
    DIVISION,
    EDITION,
    LANGUAGES,
    MINUTES,
    NAMES,
    ORGANIZERS,
    SAFER_INTERNET_DAY,
    SIZES,
    ZONE,
)


def set_up(walk: Walk) -> None:
    """Begun from nothing, for two countries: names, age group, languages, rules, and in each a
    window of the whole day."""
    coordinator = walk.meet(COORDINATOR)
    begin(coordinator, EDITION, SAFER_INTERNET_DAY, countries=ORGANIZERS)
    give_texts(coordinator, EDITION, NAMES)
    page = coordinator.go(f"staff/editions/{EDITION}/divisions/")
    for code in ALL_LANGUAGES:
        page.set_checked(f"[name=languages][value={code}]", code in LANGUAGES)
    page.fill(f"[name='minutes_{DIVISION}']", str(MINUTES))
    save(coordinator)
    coordinator.go(f"staff/editions/{EDITION}/rules/")
    save(coordinator)
    for country, organizer in ORGANIZERS.items():
        open_window(walk.meet(organizer), *around_now(), country=country)
    walk.meet(COORDINATOR).go(f"staff/editions/{EDITION}/")


def begin(
    coordinator: Person,
    slug: str,
    year: int,
    *,
    like: str = "",
    countries: Collection[str] = (COUNTRY,),
) -> None:
    """A new edition of these countries."""
    page = coordinator.go("staff/editions-begin/")
    if like:
        page.select_option("[name=source]", label=like)
    page.fill("[name=slug]", slug)
    page.fill("[name=year]", str(year))
    for box in page.locator("[name=countries]").all():
        box.set_checked(box.get_attribute("value") in countries)
    coordinator.press("main form.panel button[type=submit]")
    page.wait_for_url(f"**/staff/editions/{slug}/")


def give_texts(coordinator: Person, slug: str, names: Mapping[str, str]) -> None:
    """The name in the languages that are offered."""
    page = coordinator.go(f"staff/editions/{slug}/texts/")
    for code, name in names.items():
        if code != "sr-latn":
            page.fill(f"[name=names_{code}]", name)
    save(coordinator)


def save(person: Person) -> None:
    """Save a part of the edition; the way leads back to the whole."""
    person.press("main form button[type=submit]")
    person.page.wait_for_url("**/staff/editions/*/")


def around_now() -> tuple[datetime, datetime]:
    """Some hours from the minute that has begun on, by the clocks of the country."""
    now = datetime.now(ZONE).replace(second=0, microsecond=0)
    return now, now + timedelta(hours=4)


def open_window(
    person: Person,
    opens: datetime,
    closes: datetime,
    slug: str = EDITION,
    *,
    country: str = COUNTRY,
) -> None:
    """The first window of a country, typed as a person does."""
    page = person.go(f"staff/editions/{slug}/countries/{country.lower()}/windows/")
    page.fill("[name=windows-0-opens_at]", f"{opens:%Y-%m-%dT%H:%M}")
    page.fill("[name=windows-0-closes_at]", f"{closes:%Y-%m-%dT%H:%M}")
    save(person)


def publish_papers(walk: Walk) -> None:
    """Three papers: the number, what is proposed for it, the checks, published."""
    coordinator = walk.meet(COORDINATOR)
    for kind, size in SIZES.items():
        place = f"staff/editions/{EDITION}/papers/{DIVISION}/{kind}/"
        page = coordinator.go(place)
        page.locator("details:has([name=size]) summary").click()
        page.fill("[name=size]", str(size))
        coordinator.press("button[value=blueprint]")
        if kind == "official":
            _choose(coordinator, place)
        coordinator.go(f"{place}?fill=1")
        coordinator.press("button[value=add_all]")
        if page.locator("[name=in_spite]").count():
            page.check("[name=in_spite]")
        coordinator.press("button[value=publish]")
        coordinator.is_told("The paper is published")
    coordinator.go(f"staff/editions/{EDITION}/papers/")


def _choose(coordinator: Person, place: str) -> None:
    """The questions of several parts, from the bank; the gaps are filled by what is proposed."""
    for one in BUILT:
        page = coordinator.go(place)
        row = page.locator("ul.bank > li", has_text=one.texts[LANGUAGES[0]]["question"])
        row.locator("button[value^='add:']").click()
        page.wait_for_load_state()
        expect(page.locator("ol.chosen")).to_contain_text(one.texts[LANGUAGES[0]]["question"])


def take_step(person: Person, to: str, slug: str = EDITION) -> None:
    """The next state; a button that is not there means that something is missing."""
    page = person.go(f"staff/editions/{slug}/")
    form = page.locator(f"form:has([name=to][value={to}])").first
    assert form.count(), f"the step to {to} is not possible:\n{person.read()}"
    for box in form.locator("[type=checkbox]").all():
        box.check()
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()
    assert person.page.locator("#messages").count(), person.read()


def open_registration(walk: Walk) -> None:
    """Schools may enter from now on."""
    take_step(walk.meet(COORDINATOR), "registration")
    walk.meet(COORDINATOR).go(f"staff/editions/{EDITION}/")


def open_rehearsal(walk: Walk) -> None:
    """Classes may rehearse from now on."""
    take_step(walk.meet(COORDINATOR), "rehearsal")
