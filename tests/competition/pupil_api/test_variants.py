"""Pupils in one country meet their variant of a language, also in all that follows."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from base import clock
from competition.models import Attempt, Division, Edition, Lease, Sitting, Window
from competition.public.views import practice
from competition.pupil_api import served_papers
from competition.pupil_api.batch import commit
from competition.pupil_api.pending import PendingRequest
from competition.pupil_api.protocol import JoinBody, JoinReply, StartBody, StartReply
from competition.results.queries import class_results
from competition.rules.practice_gate import SECRET
from competition.sittings.actions import sittings
from leaderboard.receipts.queries import explained_in_words
from quizbank.bank.actions.writing import put_text
from quizbank.bank.queries import compiled_body
from quizbank.models import Question, QuestionText
from quizbank.papers.actions import publish_paper
from quizbank.rules.text_units import TextWords
from schools.models import Country
from tests import cast
from tests.competition.pupil_api.client import Pupil

SAID = {"sr": "Где је?", "sr-latn": "Gde je?", "sr-BA": "Гдје је?"}
# What is read in each country under each language's key.
READ = {
    "BA": {"sr": "Гдје је?", "sr-latn": "Gdje je?"},
    "RS": {"sr": "Где је?", "sr-latn": "Gde je?"},
}


def write(question: Question) -> None:
    """The first question says where; in Serbian each variant has its own word for it."""
    for code, stem in SAID.items():
        words = TextWords(stem, {letter: f"{stem} {letter}" for letter in "abcd"}, stem)
        there = question.texts.filter(language=code).first()
        text = there or QuestionText(question=question, language=code)
        state = text.state
        put_text(text, words, text.version + 1 if there else 1, by=None, at=clock.now())
        question.texts.filter(pk=text.pk).update(state=state)


def publish_anew(division: Division) -> None:
    """Every paper of the division again, now that its first question has a variant."""
    for kind in ("official", "rehearsal", "practice"):
        items = getattr(division, kind).items.order_by("number").select_related("question")
        questions = [item.question for item in items]
        write(questions[0])
        paper = publish_paper(
            questions,
            title=kind,
            kind=kind,
            division_code=division.code,
            languages=cast.LANGUAGES,
            countries=["BA", "RS"],
            at=clock.now(),
        )
        setattr(division, kind, paper)
    division.save()


def window(edition: Edition, country: Country) -> None:
    now = clock.now()
    times = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=9)}
    Window.objects.create(edition=edition, country=country, **times)


@pytest.fixture
def serbia(edition: Edition) -> Country:
    country = cast.make_country("RS")
    window(edition, country)
    return country


@pytest.fixture
def rooms(
    division: Division, edition: Edition, school_class: object, serbia: Country
) -> dict[str, Sitting]:
    """A class in each country, at the same paper; both were started ten seconds ago."""
    publish_anew(division)
    abroad = cast.make_school(serbia, name="ОШ Весна")
    teacher = cast.make_teacher(abroad, "jelena@example.org")
    classes = {"BA": school_class, "RS": cast.make_class(abroad, teacher)}
    found = {}
    for code, one in classes.items():
        sitting = cast.make_sitting(cast.make_entry(one, edition))  # type: ignore[arg-type]
        began = clock.now() - timedelta(seconds=10)
        found[code] = sittings.start_all(sitting, by=sitting.opened_by, at=began)
    return found


def admit_everybody() -> None:
    Attempt.objects.update(admitted_at=clock.now() - timedelta(seconds=10))


# ---------------------------------------------------------------- the pupil API


async def first_stems(client: httpx.AsyncClient, digests: dict[str, str]) -> dict[str, str]:
    found = {}
    for language, digest in digests.items():
        reply = await client.get(f"/hall/papers/{digest}")
        found[language] = reply.json()["questions"][0]["stem"]
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", ["BA", "RS"])
async def test_a_pupil_gets_the_words_of_the_country_under_the_key_of_the_language(
    place: str, rooms: dict[str, Sitting], hall_client: httpx.AsyncClient
) -> None:
    pupil = Pupil(hall_client)
    _status, joined = await pupil.join(rooms[place])
    await Attempt.objects.aupdate(admitted_at=clock.now() - timedelta(seconds=10))
    status, started = await pupil.start("sr")
    assert (status, joined["you"]["country"]) == (200, place)
    digests = started["papers"]
    assert set(digests) == set(cast.LANGUAGES)
    stems = await first_stems(hall_client, digests)
    assert {code: stems[code] for code in ("sr", "sr-latn")} == READ[place]
    assert (await Attempt.objects.aget()).language == "sr"


@pytest.mark.django_db(transaction=True)
async def test_both_countries_at_once_keep_their_own_words_and_share_all_others(
    rooms: dict[str, Sitting], hall_client: httpx.AsyncClient
) -> None:
    got: dict[str, dict[str, str]] = {}
    for country, sitting in [*rooms.items(), *rooms.items()]:
        pupil = Pupil(hall_client)
        number = 1 if country not in got else 2
        await pupil.join(sitting, number)
        await Attempt.objects.aupdate(admitted_at=clock.now() - timedelta(seconds=10))
        papers_told = (await pupil.start("sr-latn"))[1]["papers"]
        assert got.setdefault(country, papers_told) == papers_told
    differ = {code for code in cast.LANGUAGES if got["BA"][code] != got["RS"][code]}
    assert differ == {"sr", "sr-latn"}


def do(*items: PendingRequest) -> tuple[list[Any], int]:
    """The outcomes of one batch of the write queue, and how many statements it took."""
    with CaptureQueriesContext(connection) as asked:
        outcomes = commit(list(items), 0.0)
    return outcomes, len(asked)


def starts(sitting: Sitting, *numbers: int) -> list[PendingRequest]:
    """Cards of a class join, and want to start."""
    joins = [PendingRequest(JoinBody(sitting.code, n, f"{1000 + n}")) for n in numbers]
    outcomes, _count = do(*joins)
    assert all(isinstance(one, JoinReply) for one in outcomes)
    admit_everybody()
    leases = Lease.objects.filter(
        attempt__sitting=sitting, attempt__card__number__in=numbers
    ).order_by("attempt__card__number")
    return [PendingRequest(StartBody("sr"), lease.attempt_id, lease.number) for lease in leases]


@pytest.mark.django_db(transaction=True)
def test_a_start_asks_nothing_about_countries_or_papers_that_a_join_has_told(
    rooms: dict[str, Sitting],
) -> None:
    one, two, three = starts(rooms["BA"], 1, 2, 3)
    _outcomes, first = do(one)
    _outcomes, later = do(two)
    assert first == later  # the join has asked for the languages of the paper
    outcomes, both = do(three, *starts(rooms["RS"], 1))
    assert both == later  # also of the other country
    told = [one.papers["sr"] for one in outcomes if isinstance(one, StartReply)]
    assert len(set(told)) == 2


@pytest.mark.django_db(transaction=True)
def test_another_process_asks_once_for_all_classes_it_does_not_know(
    rooms: dict[str, Sitting],
) -> None:
    items = [*starts(rooms["BA"], 1), *starts(rooms["RS"], 1)]
    more = starts(rooms["BA"], 2)
    served_papers.forget()
    _outcomes, cold = do(*items)
    _outcomes, warm = do(*more)
    assert cold == warm + 3  # the countries of both classes, the digests for each


@pytest.mark.django_db
def test_memory_of_countries_is_bounded(
    rooms: dict[str, Sitting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_papers, "MOST_COUNTRIES", 2)
    for entry in range(1000, 1010):
        served_papers.note_country(entry, "HR")
        assert len(served_papers._countries) <= 2
    wanted = {sitting.entry_id: code for code, sitting in rooms.items()}
    assert served_papers.countries_by_entry(wanted.keys()) == wanted


# ---------------------------------------------------------------- afterwards


def finish(sitting: Sitting) -> Attempt:
    """One of the class finishes with everything wrong; then the sitting is closed."""
    card = sitting.entry.school_class.cards.get(number=1)
    attempt = cast.make_attempt(card, sitting)
    right = cast.right_choices(sitting.paper)
    cast.finish(attempt, "".join("2" if key == "1" else "1" for key in right))
    sittings.close(sitting, by=sitting.opened_by, at=clock.now())
    Edition.objects.update(reveal_early=True)
    return Attempt.objects.get(pk=attempt.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["BA", "RS"])
def test_a_teacher_discusses_the_words_the_class_has_read(
    place: str, rooms: dict[str, Sitting]
) -> None:
    finish(rooms[place])
    sitting = Sitting.objects.get(pk=rooms[place].pk)
    for language, stem in READ[place].items():
        with translation.override(language):
            row = class_results(sitting, at=clock.now())["questions"][0]
        assert (row["stem"], row["explanation"]) == (stem, stem)
        assert (row["right_choice"], row["most_chosen_wrong"][:-1]) == (f"{stem} a", f"{stem} ")


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["BA", "RS"])
def test_a_receipt_opens_the_words_its_pupil_has_read(
    place: str, rooms: dict[str, Sitting], client: Client
) -> None:
    attempt = finish(rooms[place])
    body = json.dumps({"receipt": attempt.receipt})
    reply = client.post("/receipts/", body, content_type="application/json").json()
    assert set(reply["keys"]) == set(cast.LANGUAGES)
    for code, stem in READ[place].items():
        question = json.loads(compiled_body(reply["keys"][code]) or b"")["questions"][0]
        assert (question["stem"], question["explanation"]) == (stem, stem)
        assert question["choices"][question["key"] - 1] == f"{stem} a"
        assert question["choices"][reply["codes"][0] - 1][:-1] == f"{stem} "
    page = client.post("/sr/receipt/", {"receipt": attempt.receipt}).text
    assert [stem in page for stem in (SAID["sr"], SAID["sr-BA"])] == [
        place == "RS",
        place == "BA",
    ]


@pytest.mark.django_db
def test_a_text_that_was_only_begun_since_stays_out_of_the_results(
    rooms: dict[str, Sitting],
) -> None:
    attempt = finish(rooms["RS"])
    text = QuestionText.objects.get(question__key="official-1", language="sr")
    text.stem = "Сасвим друго?"
    text.save()
    told = explained_in_words(Attempt.objects.get(pk=attempt.pk), "sr")
    assert told[0]["stem"] == SAID["sr"]


def ask_something_else_in_earnest() -> None:
    """Nobody practises what is asked in the same words elsewhere."""
    held = QuestionText.objects.filter(question__paper_items__paper__kind__in=SECRET)
    for text in held:
        text.choices = {letter: f"{text.question.key} {letter}" for letter in text.choices}
        text.save()


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["BA", "RS"])
@pytest.mark.parametrize("language", ["sr", "sr-latn"])
def test_practice_of_a_country_speaks_as_its_schools_do_with_and_without_script(
    place: str, language: str, rooms: dict[str, Sitting], client: Client
) -> None:
    ask_something_else_in_earnest()
    practice.forget()
    page = client.get(f"/{language}/{place.lower()}/practice/12-13/").text
    unfolded = page[page.index("<noscript>") : page.index("</noscript>")]
    found = re.search(r'id="shell"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    shell = json.loads(found[1])
    stem = READ[place][language]
    assert re.findall(r"(?:Где|Гдје|Gde|Gdje) je\?|(?:Где|Гдје) је\?", unfolded)[0] == stem
    for other, address in shell["papers"].items():
        told = client.get(address).json()["questions"][0]["stem"]
        assert told == READ[place].get(other, "What about practice-1?")
