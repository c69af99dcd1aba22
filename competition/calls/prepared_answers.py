"""What is answered to a call for help: sentences by its reason, read in the teacher's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from competition.models import HelpCall

Reason = HelpCall.Reason

# Fit for every reason.
GENERAL: dict[str, Promise] = {
    "calling": _("We are calling you now."),
    "call_us": _("Please call us: our number stands beside your call."),
    "looking": _("We are looking into it. Please let the pupils go on meanwhile."),
}
SENTENCES: dict[str, dict[str, Promise]] = {
    Reason.JOIN: {
        "read_code": _(
            "Let the pupils type the code from the projector once more, digit by digit."
        ),
        "right_card": _("Compare number and PIN with the card: it must be a card of this class."),
        "release": _("Press the pupil’s number on the monitor and release the card."),
        "other_pc": _("Let the pupil change to another PC; what has arrived comes along."),
    },
    Reason.NETWORK: {
        "go_on": _("Let the pupils go on: answers are kept on the PCs and sent when it is back."),
        "keep_open": _("Leave the page open on every PC, also on those that have finished."),
        "router": _("Restart the router, or use a phone as a network for the PCs that still wait."),
        "another_day": _(
            "End the quiz. On the ended monitor press “Play anew after a power cut…”; then the"
            " class can sit again while the window is open."
        ),
    },
    Reason.PROJECTOR: {
        "write_code": _(
            "Write the six digits and the address of the quiz on the board: then nobody"
            " needs the projector."
        ),
        "start_anyway": _("You can start without the projector; everything is on the pupils’ PCs."),
    },
    Reason.CHILD: {
        "stay": _("Stay with the child. The others can go on alone."),
        "helpline": _("Call the helpline; its number stands on the page “Ask for help”."),
        "pause": _("Pause the quiz on the monitor: nobody loses a minute."),
    },
    Reason.OTHER: {
        "reload": _("If that PC has network, load the page again there; nothing is lost by it."),
        "pause": _("Pause the quiz on the monitor: nobody loses a minute."),
    },
}


def sentences_for(reason: str) -> dict[str, Promise]:
    """``{key: sentence}`` for a reason, those that fit always at the end."""
    return {**SENTENCES.get(reason, {}), **GENERAL}


def sentence(reason: str, key: str) -> str:
    """One sentence in the language being spoken; empty for a key that is no more."""
    return str(sentences_for(reason).get(key, ""))
