"""Who may see awards at the desk, and what of draws is public; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from base.models import User
from competition.editions.permissions import (
    Desk,
    desk_of,
    get_award,
    get_desk_edition,
    get_led_edition,
)
from competition.models import AwardRule, Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import DrawOutcome, Seal
from leaderboard.results.queries.current_seal import current_seal

AWARDS_FILE, DRAW_FILE = "awards.json", "draw.json"


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


@dataclass(frozen=True, slots=True)
class PublicDraw:
    """What anybody may see of the draws of an edition; ``seal`` none before it is sealed."""

    edition: Edition
    seal: Seal | None
    outcome: DrawOutcome | None
    published: bool


def get_public_draw(slug: str) -> PublicDraw:
    """The draws of an edition that is not secret any more; 404 for any other."""
    edition = Edition.objects.filter(slug=slug).exclude(state=Edition.State.DRAFT).first()
    if edition is None:
        raise Http404
    seal = current_seal(edition)
    seal = seal if seal and seal.awards_sha256 else None
    outcome = getattr(seal, "outcome", None)
    return PublicDraw(edition, seal, outcome, edition.state in PUBLISHED)


def get_told_draw(slug: str) -> dict[str, str]:
    """``{name of a file: its text}`` of what anybody may take once the results are published; 404
    before, and where nothing was sealed of it."""
    found = get_public_draw(slug)
    if found.seal is None or not found.published:
        raise Http404
    files = {AWARDS_FILE: found.seal.awards_body}
    return files | ({DRAW_FILE: found.outcome.body} if found.outcome else {})
