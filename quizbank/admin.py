"""The question bank in the admin, to look at.

Neither right answers nor explanations nor what reviewers say: the workshop shows them, and knows
who has to find the answer first.
"""

from django.apps import apps

from base.pages.admin import look_at
from quizbank.models import Picture

TOLD_LATER = ("explanation", "bins", "parts", "people", "notes")

look_at(
    set(apps.get_app_config("quizbank").get_models()) - {Picture},
    question=("right", "scene"),
    questiontext=TOLD_LATER,
    wording=TOLD_LATER,
    review=("comment",),
    paper=("seed",),
    paperquestion=("order",),
    compiledpaper=("digest", "body"),
    compiledkey=("digest", "body"),
)
