"""Which seals are public, and who seals; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from competition.editions.permissions import desk_of, get_desk_edition
from competition.models import Edition
from leaderboard.models import Seal
from leaderboard.models.seal import TICKET_COLUMNS
from leaderboard.results.queries import (
    LARGE,
    confirmed_seals,
    current_seal,
    was_published,
)
from leaderboard.seals.queries.seals import newest_seal
from leaderboard.seals.queries.waiting_seals import is_waiting
from schools.roles import Visitor

LIST_FILE, TICKETS_FILE = "list.csv", "tickets.csv"
PUBLIC_FILES = {LIST_FILE: "body", TICKETS_FILE: "tickets"}
# What is signed and never published.
HELD_BACK_FILE, TICKETS_HELD_BACK_FILE = "held-back.csv", "held-back-tickets.csv"


@dataclass(frozen=True, slots=True)
class SealDesk:
    """An edition whose lists somebody may confirm, or reopen as the second person; ``leads``: and
    lay before, or ask to be reopened."""

    edition: Edition
    leads: bool


def get_sealing_desk(user: Visitor, slug: str) -> SealDesk:
    """For who leads the edition, and as the second person for who organizes a whole country of it;
    404 for all others."""
    desk = desk_of(user)
    edition = get_desk_edition(desk, slug)
    if not desk.has_country(edition):
        raise Http404
    return SealDesk(edition, desk.leads(edition))


def get_laid_file(user: Visitor, slug: str, seal_id: int, file: str) -> str:
    """A file of the list that waits, all that is signed in four of them, for who may confirm it;
    404 as soon as it is sealed, cannot be any more, or is not the newest."""
    seal = newest_seal(get_sealing_desk(user, slug).edition)
    if seal is None or seal.pk != seal_id or not is_waiting(seal):
        raise Http404
    text = _laid_text(seal, file)
    if not text:
        raise Http404
    return text


def _laid_text(seal: Seal, file: str) -> str:
    # Only the one that is asked for is read: they are large.
    header, text = "", ""
    if file == HELD_BACK_FILE:
        header, text = seal.body.partition("\n")[0], seal.held_back
    elif file == TICKETS_HELD_BACK_FILE:
        header, text = ";".join(TICKET_COLUMNS), seal.tickets_held_back
    elif file in PUBLIC_FILES:
        return str(getattr(seal, PUBLIC_FILES[file]))
    return f"{header}\n{text}" if text else ""


def get_public_seal(slug: str) -> Seal:
    """The seal of an edition that holds, else the one that was reopened, and before it is sealed
    the first list laid before, whose hash of a seed is public; 404 when there is none."""
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None:
        raise Http404
    laid = Seal.objects.filter(edition=edition).select_related("edition").order_by("pk")
    found = current_seal(edition) or confirmed_seals(edition).last() or laid.first()
    if found is None:
        raise Http404
    return found


def get_sealed_file(slug: str, number: int, file: str) -> str:
    """A file of one of the seals, by its number from 1; 404 as long as it is not published."""
    edition = Edition.objects.filter(slug=slug).first()
    seals = list(confirmed_seals(edition).defer(*LARGE)) if edition else []
    if not 0 < number <= len(seals) or not was_published(seals[number - 1]):
        raise Http404
    text = getattr(seals[number - 1], PUBLIC_FILES.get(file, ""), "")
    if not text:
        raise Http404
    return str(text)
