"""Names of what figures are about, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from leaderboard.insight.rows import Depth, InsightArea
from schools.models import Country, Region


@dataclass(frozen=True, slots=True)
class Names:
    """The regions of one country by id."""

    country: Country
    regions: Mapping[str, Region]

    def of(self, group: InsightArea | Depth) -> str:
        """A group by its region; small ones together have no name of their own."""
        if group["merged"]:
            return _("other areas together")
        if group["key"] == self.country.pk:
            return str(self.country)
        region = str(self.regions[group["key"].rstrip(".")])
        return (
            _("%(area)s, schools without a smaller area") % {"area": region}
            if group["key"].endswith(".")
            else region
        )

    def of_key(self, key: str) -> str:
        """A region by its key."""
        return str(self.regions[key.rstrip(".")])

    def members(self, group: InsightArea | Depth) -> list[str]:
        """The areas that stand together in a group."""
        return [self.of_key(key) for key in group["merged"]]

    def together(self, group: InsightArea | Depth) -> str:
        """A group of small areas by all of them."""
        return _("together: %(areas)s") % {"areas": ", ".join(self.members(group))}


def division_name(code: str) -> str:
    """Ages as people write them."""
    return code.replace("-", "–")


def language_name(code: str) -> str:
    """By its own name."""
    return settings.ENDONYMS.get(code, code)


def span(name: str) -> str:
    """ "60-79" with the dash of spans."""
    return name.replace("-", "–")
