"""The way through the year: every step in its order, and who takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.walk import (
    abroad,
    awards,
    ceremony,
    day,
    editions,
    letters,
    newcomers,
    night,
    other_editions,
    outcome,
    people,
    register,
    second_year,
    superuser,
    teacher,
    workshop,
)
from tests.walk.walk import Walk


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what ``--until`` calls it, what it shows, and how it is taken."""

    name: str
    shows: str
    take: Callable[[Walk], None]
    # Whether it needs a clock that was put forward.
    by_clock: bool = False


STEPS = (
    Step("served", "an empty server with its first superuser", superuser.begin),
    Step("responsible", "who answers for the data is named", superuser.name_responsible),
    Step("coordinator", "a coordinator by invitation", superuser.invite_coordinator),
    Step("organizer", "the organizers of two countries", people.invite_organizers),
    Step("workshop", "an editor, a reviewer and a translator", people.invite_workshop),
    Step("register", "four schools from two sheets", register.import_registers),
    Step("questions", "questions written, and read by two others", workshop.write_questions),
    Step("built", "four kinds pressed together, with scenes", workshop.build_questions),
    Step("by-keyboard", "the fifth kind without a mouse", workshop.build_by_keyboard),
    Step("built-translated", "each answered blind in its kind", workshop.translate_built),
    Step("translations", "translated, and checked back", workshop.translate_questions),
    Step("third-language", "by XLIFF in another program", workshop.translate_in_a_program),
    Step("edition", "an edition with names, minutes, rules and a window", editions.set_up),
    Step("awards", "what the best get, and what is drawn by which number", awards.announce),
    Step("papers", "three papers published", editions.publish_papers),
    Step("registration", "open for schools", editions.open_registration),
    Step("teachers", "a teacher of each school, invited by a sheet", teacher.invite_teachers),
    Step("invited", "what their mails say, each in its language", letters.read_invitations),
    Step("classes", "a class with cards in each school", teacher.add_classes),
    Step("rehearsal", "the edition in rehearsal", editions.open_rehearsal),
    Step("rehearsed", "a class that has tried it", teacher.rehearse),
    Step("contacts", "every help contact verified", day.verify_contacts),
    Step("live", "the edition live, its window open", day.go_live),
    Step("seated", "four classes come in, in three languages", day.sit_down),
    Step("started", "all have answered", day.start),
    Step("helped", "a pause, a notice, more minutes and a longer window", day.help_out),
    Step("others", "the next edition beside it", other_editions.begin_others),
    Step("boards", "boards show them live", day.see_boards_move),
    Step("public", "public pages as before", other_editions.see_public_unchanged),
    Step("own-board", "a country with one class counts apart", abroad.see_own_board),
    Step("closed", "sittings and windows closed, own results by card", day.close),
    Step("review", "the edition in review", day.review),
    Step("proposed", "the list laid before by one", outcome.lay_before),
    Step("sealed", "and sealed by another", outcome.seal),
    Step("published", "the list is published, and is the sealed one", outcome.publish),
    Step("agree", "board, workbook and receipts agree", outcome.compare),
    Step("own-country", "an organizer sees the own country alone", abroad.see_only_own),
    Step("together", "the coordinator has one joint ranking", abroad.see_all_together),
    Step("too-early", "no draw before its number is known", awards.draw_too_early),
    Step("night", "the same after a night, with a mail server", night.pass_night),
    Step("drawn", "drawn once, and repeated by anybody", awards.draw, by_clock=True),
    Step("told", "teachers learn of their winners", ceremony.tell),
    Step("written", "what they read in their mails", letters.read_about_winners, by_clock=True),
    Step("stepped-in", "not wanted, so a reserve has it", awards.step_in, by_clock=True),
    Step("confirmed", "confirmed, one with the guardian's consent", ceremony.confirm),
    Step("winners", "public on the day, and told in words abroad", ceremony.see_winners),
    Step("stage", "the ceremony to the last reveal", ceremony.hold),
    Step("offline", "the same from a file without network", ceremony.hold_without_network),
    Step("diplomas", "winners' diplomas, checked by anybody", ceremony.give_diplomas),
    Step("archived", "the edition moves to the earlier years", second_year.archive),
    Step("autumn", "classes go on, two schools are one", second_year.begin_autumn, by_clock=True),
    Step("deleted", "its classes go, its diplomas hold", second_year.delete_year, by_clock=True),
)

# What has to be there before a teacher can come alone.
_BEFORE = (
    *("served", "responsible", "coordinator", "organizer", "workshop", "register"),
    *("questions", "built", "by-keyboard", "built-translated", "translations"),
    "third-language",
    *("edition", "papers", "registration", "rehearsal", "contacts"),
)
TEACHER_STEPS = (
    *(step for step in STEPS if step.name in _BEFORE),
    Step("open", "the edition live, its window open for hours", newcomers.go_live),
    Step("registered", "a teacher registers by herself", newcomers.register),
    Step("approved", "the organizer approves the person", newcomers.approve),
    Step("class", "a class of 28 by its numbers", newcomers.add_class),
    Step("checked", "a computer of the room checked", newcomers.check_computer),
    Step("pack", "cards, list and letters as a PDF", newcomers.print_pack),
    Step("tried", "a rehearsal with one pupil", newcomers.rehearse),
    Step("no-printer", "an official sitting without PINs", newcomers.let_all_in),
    Step("played", "started, answered, ended", newcomers.play),
    Step("certificates", "certificates of those who played", newcomers.take_certificates),
)
