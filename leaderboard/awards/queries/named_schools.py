"""Schools that stand in what was sealed or signed."""

from __future__ import annotations

from leaderboard.models import IssuedDiploma, Winner
from schools.models import School


def is_named(school: School) -> bool:
    """Whether an award or a diploma names it; both outlive the classes of their year."""
    named = (Winner.objects.filter(school=school), IssuedDiploma.objects.filter(school=school))
    return any(one.exists() for one in named)
