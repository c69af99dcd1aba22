"""When a board of pupils shows its rows, as a pure rule.

A row is one child. It is shown among at least ten pupils of at least three schools and never
before, and the number of pupils is told with the rows or not at all: while a board holds back, its
text is the same for nobody, for nine pupils and for a hundred of two schools.

The rule looks at results as they stand and remembers nothing, so a board that falls below hides its
rows again. A board across countries puts together what the boards of countries show, and figures
wait for the same ten pupils (``taking_part``): what one public text holds
back, no difference between others tells.
"""

from __future__ import annotations

from leaderboard.rules.suppression import FEWEST_SCHOOLS, SMALLEST


def fewest(publishing_threshold: int) -> int:
    """How many pupils a board of pupils waits for; an edition can want more and never less."""
    return max(publishing_threshold, SMALLEST)


def shows_rows(pupils: int, schools: int, *, fewest: int) -> bool:
    """Whether so many pupils of so many schools may stand on a public board."""
    return pupils >= fewest and schools >= FEWEST_SCHOOLS
