"""What the workshop of questions calls its steps, states and works."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizbank.bank.review_steps import APPROVED, BACK_CHECK, CONTENT, DRAFT, PROTECTION, Stage
from quizbank.models import Review

MISSING = "missing"
WRITE, TRANSLATE = "write", "translate"
# In the order in which they are offered.
WORKS = (WRITE, CONTENT, PROTECTION, TRANSLATE, BACK_CHECK)

STAGES = {
    Stage.DRAFT: _("draft"),
    Stage.CONTENT: _("content review"),
    Stage.PROTECTION: _("child-protection review"),
    Stage.TRANSLATION: _("translation"),
    Stage.BACK_CHECK: _("back-check"),
    Stage.APPROVED: _("approved"),
}
STATES = {
    DRAFT: _("draft"),
    CONTENT: _("content review"),
    PROTECTION: _("child-protection review"),
    BACK_CHECK: _("back-check"),
    APPROVED: _("approved"),
}
WORK = {
    WRITE: _("to write"),
    CONTENT: _("to review for content"),
    PROTECTION: _("to review for child protection"),
    TRANSLATE: _("to translate"),
    BACK_CHECK: _("to back-check"),
}


def state_name(state: str, *, sent_back: bool = False) -> str:
    """What people call the state of a text; there may be none, and a draft may be sent back."""
    return str(Review.Act.SENT_BACK.label if sent_back else STATES.get(state, _now("missing")))
