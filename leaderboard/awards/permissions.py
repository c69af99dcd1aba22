"""Who may see awards at the desk, and what of draws is public; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from base.models import User
from competition.editions.permissions import (
    Desk,
    desk_of,
    get_award,
    get_desk_edition,
    get_led_edition,
)
from competition.models import AwardRule, Edition
from leaderboard.awards.queries import draw_of
from leaderboard.models import Draw


@dataclass(frozen=True, slots=True)
class AwardDesk:
    """An edition whose awards somebody may look at; ``leads``: and decide about; ``calls``: whether
    winners of a country are theirs to call at the ceremony."""

    edition: Edition
    leads: bool
    calls: bool


def award_desk(user: User, slug: str) -> AwardDesk:
    """For organizers where the edition takes part; 404 for all others."""
    desk: Desk = desk_of(user)
    edition = get_desk_edition(desk, slug)
    return AwardDesk(edition, desk.leads(edition), desk.has_country(edition))


def led_edition(user: User, slug: str) -> Edition:
    """The edition to decide about; 404 for all who do not lead it."""
    return get_led_edition(desk_of(user), slug)


def led_award(user: User, slug: str, award_id: int) -> AwardRule:
    """An award of an edition the user leads; 404 for any other."""
    return get_award(led_edition(user, slug), award_id)


def get_public_draw(slug: str) -> tuple[Edition, Draw | None]:
    """The draw of an edition that is not secret any more; 404 for any other."""
    edition = get_object_or_404(Edition.objects.exclude(state=Edition.State.DRAFT), slug=slug)
    return edition, draw_of(edition)
