"""Why something is not told of a place, and where it is told: read off the published body alone.

Whoever has the body could say the same, so a reason tells nothing more (docs/insight.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaderboard.insight.figure_names import Names
from leaderboard.insight.rows import Body, Depth, InsightArea, RegisterFacts
from leaderboard.rules.suppression import FEWEST_SCHOOLS, SMALLEST


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and the group in which the place is told; none where that is nowhere."""

    text: str
    key: str = ""
    name: str = ""


def nobody() -> Reason:
    """That nobody came is no secret: participation says it."""
    return Reason(_("Nobody took part here."))


def too_fine() -> Reason:
    """The place is told, but not divided as it was asked for."""
    return Reason(
        _(
            "It is not divided like this here: a part would be too small, or could be worked out "
            "from what stands beside it."
        )
    )


def why_not(body: Body, names: Names, key: str, *, depth: bool) -> Reason:
    """Why a place has no figures of its own; ``depth``: beyond how many came."""
    groups: list[InsightArea] | list[Depth] = body["depths"] if depth else body["areas"]
    own = next((area for area in body["areas"] if area["key"] == key), None)
    small = _is_small(own, depth=depth)
    for place in _upwards(names, key):
        for group in groups:
            if place in group["merged"]:
                return _together(names, group, place, small=small)
            if group["key"] == place:
                return Reason(_too_small(own) if small else _worked_out(), place, names.of(group))
    return Reason(_too_small(own))


def _upwards(names: Names, key: str) -> Iterator[str]:
    """The place and all it is part of, the country last."""
    region = names.regions.get(key.rstrip("."))
    yield key
    while region is not None and region.parent_id is not None:
        region = names.regions.get(str(region.parent_id))
        if region is not None:
            yield str(region.pk)
    if key != names.country.pk:
        yield names.country.pk


def _is_small(own: InsightArea | None, *, depth: bool) -> bool:
    if own is None:
        return True
    few_schools = depth and RegisterFacts(*own["known"]).took_part < FEWEST_SCHOOLS
    return own["pupils"] < SMALLEST or few_schools


def _too_small(own: InsightArea | None) -> str:
    """How few came, where that is told of the place."""
    if own is None or RegisterFacts(*own["known"]).took_part >= FEWEST_SCHOOLS:
        return _("Too few pupils: nothing can be shown here without telling of single children.")
    schools = RegisterFacts(*own["known"]).took_part
    return ngettext(
        "Too few: %(count)s school came, and this is told of %(least)s at least.",
        "Too few: %(count)s schools came, and this is told of %(least)s at least.",
        schools,
    ) % {"count": schools, "least": FEWEST_SCHOOLS}


def _worked_out() -> str:
    return _(
        "Enough came here, but it is not told alone: a smaller area beside it could be worked out "
        "by subtracting."
    )


def _together(names: Names, group: InsightArea | Depth, place: str, *, small: bool) -> Reason:
    others = [names.of_key(other) for other in group["merged"] if other != place]
    if small:
        text = _("Too few came here, so it stands together with: %(areas)s.")
    else:
        text = _(
            "Enough came here, but it stands together with: %(areas)s. Otherwise that could be "
            "worked out by subtracting."
        )
    said = text % {"areas": ", ".join(others)}
    return Reason(said, group["key"], names.together(group))
