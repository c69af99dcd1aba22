"""Where a letter stands, and what is put into it, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STANDING: dict[str, Promise] = {
    "no_date": _("no date yet"),
    "ahead": _("goes out by itself"),
    "due": _("goes out in a moment"),
    "missed": _("its moment is over"),
    "behind": _("its moment is over"),
    "not_in_state": _("waits for registration"),
    "written": _("not sent yet"),
    "stopped": _("stopped"),
    "sending": _("is being sent"),
    "sent": _("sent"),
}
# What that means for who has to decide something.
MEANING: dict[str, Promise] = {
    "no_date": _(
        "Registration is not open yet, the country has no window, or explanations come at once."
    ),
    "ahead": _(
        "It goes out by itself at that moment, unless you stop it. If dates move, it moves."
    ),
    "due": _("Its moment has come. It begins within a minute, unless you stop it."),
    "missed": _(
        "Its moment passed while it was stopped, not possible, or the server was off. "
        "It is not sent late by itself. You can still send it by hand."
    ),
    "behind": _("The edition is in a state in which this letter makes no sense."),
    "not_in_state": _("Nothing goes out while the edition is a draft."),
    "written": _("It goes out when you send it."),
    "stopped": _("Nobody gets it until you let it go on."),
    "sending": _("Each reader gets it once. You may leave this page."),
    "sent": _("Everybody who could be reached has it. Nobody gets it again."),
}

# What stands in braces in a text.
IN_BRACES: dict[str, Promise] = {
    "title": _("name of the edition"),
    "window": _("from when until when classes of the country can play"),
    "opens": _("when the first window of the country opens"),
    "closes": _("when its last window closes"),
    "answers": _("when the last window anywhere closes and the answers open"),
    "link": _("the way to the first page"),
    "talk": _("the pages to talk about, one for each class of the reader"),
}
