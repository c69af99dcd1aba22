"""Which seals are public, and who seals; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from competition.editions.permissions import desk_of, get_desk_edition
from competition.models import Edition
from leaderboard.models import Seal
from leaderboard.results.queries import LARGE, confirmed_seals, current_seal, was_published
from schools.roles import Visitor

LIST_FILE, TICKETS_FILE = "list.csv", "tickets.csv"
PUBLIC_FILES = {LIST_FILE: "body", TICKETS_FILE: "tickets"}


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
