"""Every word of the monitor: what the page shows at first, and what its script fills in later.

Minutes left and minutes given stay out of the grid: on a projector they would tell who has extra
time.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.models import Decision
from competition.rules.lesson import Advice, LessonStep

ACT_WORDS = {
    Decision.Kind.START: gettext_lazy("start"),
    Decision.Kind.PAUSE: gettext_lazy("pause"),
    Decision.Kind.RESUME: gettext_lazy("end of the pause"),
    Decision.Kind.EXTRA: gettext_lazy("extra minutes"),
    Decision.Kind.ADMIT: gettext_lazy("let in"),
    "notice": gettext_lazy("notice"),
}


def monitor_words() -> dict[str, str]:
    """Every word of the grid by the key the script asks for; numbers are filled in there."""
    return {
        "absent": _("not joined"),
        "ready": _("ready"),
        "late": _("waits for you"),
        "working": _("working"),
        "idle": _("idle"),
        "offline": _("offline"),
        "finished": _("finished"),
        "done": _("finished earlier"),
        "elsewhere": _("works in another group"),
        "later": _("plays later"),
        "here": _("waits to be let in"),
        "twice": _("this number came twice"),
        "seconds": _together(_("%(word)s %(count)s s")),
        "minutes": _together(_("%(word)s %(count)s min")),
        "on": _("question %(on)s"),
        "answered": _("%(answered)s of %(questions)s answered"),
        "too_late": _("too late: %(count)s").replace(" ", "\N{NO-BREAK SPACE}"),
        **{f"needs_{key}": word for key, word in _short_advice().items()},
        **{f"advice_{key}": words for key, words in _long_advice().items()},
        **_step_words(),
        **{f"why_{step}": words for step, words in _reasons().items()},
        **_head_words(),
        "reached": _("%(act)s: reached %(reached)s of %(of)s computers"),
        **{f"act_{kind}": str(word) for kind, word in ACT_WORDS.items()},
        "unfinished": _("At work now: %(working)s. Of these offline: %(offline)s."),
        "live": _("Live"),
        "polling": _("Live, every few seconds"),
        "lost": _("No connection to the server. The pupils' answers are kept on their computers."),
        "hold": _("Hold this picture"),
        "go_on": _("Follow the class again"),
        "failed": _("This did not reach the server. Please try again."),
        "acted": _("Done."),
        "close_panel": _("Close the card"),
    }


def _head_words() -> dict[str, str]:
    """What stands above the grid."""
    return {
        "minutes_left": _("%(minutes)s min"),
        "phase_waiting": _("Pupils are coming in"),
        "phase_starting": _("Starting"),
        "phase_running": _("Running"),
        "phase_paused": _("Paused"),
        "phase_closed": _("Ended"),
        "starts_in": _("Starts in %(seconds)s s"),
        "summary": _("Joined: %(joined)s of %(total)s. Finished: %(finished)s."),
        "time_left": _("%(minutes)s min left · ends %(time)s"),
        "time_left_apart": _("%(minutes)s min left · ends %(time)s, the last one %(last_time)s"),
        "time_stands": _("%(minutes)s min left"),
        "time_stands_apart": _("%(minutes)s min left, the last one %(last_minutes)s min"),
        "time_up": _("Time is up"),
    }


def _step_words() -> dict[str, str]:
    """What stands on the buttons whose words change with the moment."""
    return {
        "admit_all": _("Let in %(count)s who came later"),
        "let_all": _("Let all in (%(count)s)"),
        "start_all": _("Start for everybody"),
        "start_some": _("Start with %(joined)s of %(total)s"),
        "close_now": _("All %(count)s have finished: end and show the results"),
        "close_early": _("All who came have finished (%(count)s): end…"),
    }


def _reasons() -> dict[LessonStep, str]:
    """What the next step does, under its button; where there is none, what goes on."""
    return {
        LessonStep.NONE: "",
        LessonStep.SHOW: _("Pupils type this code, then number and PIN of their cards."),
        LessonStep.LET_ALL: _("Do pupils with these numbers sit here? Let them in."),
        LessonStep.START: _("Who comes later can still be let in."),
        LessonStep.ADMIT: _("They came after the start. They get their full time."),
        LessonStep.RESUME: _("The clock stands still. No answer is lost."),
        LessonStep.CLOSE: _("Then pupils see their points, too."),
        LessonStep.CLOSE_EARLY: _("You are asked once more: who never came can still come."),
        LessonStep.RESULTS: "",
        LessonStep.LEAVE: _("Nobody has finished, so there are no results."),
    }


def _short_advice() -> dict[Advice, str]:
    """What to do, for a tile; "let in" is a button there."""
    return {
        Advice.NONE: "",
        Advice.LET_IN: "",
        Advice.UNLOCK: _("PIN locked: release the card"),
        Advice.CHECK_CARD: _("wrong PINs: %(count)s. Look at the card"),
        Advice.LEAVE: _("leave it, answers are kept"),
        Advice.MOVE: _("take another PC"),
        Advice.ASK: _("ask if help is needed"),
        Advice.PRESS: _("not at the questions yet"),
        Advice.CHOOSE: _("choose whose it is"),
    }


def _long_advice() -> dict[Advice, str]:
    """What to do and why it is safe, for the panel of a seat."""
    return {
        Advice.NONE: "",
        Advice.LET_IN: _("Came after the start and waits for you."),
        Advice.UNLOCK: _(
            "Too many wrong PINs. Look at the card together, then release it: the pupil can try"
            " again."
        ),
        Advice.CHECK_CARD: _(
            "Wrong PINs were typed for this number: %(count)s. Is it the right card?"
        ),
        Advice.LEAVE: _(
            "Nothing is heard from this computer. Without network, leave it: answers are kept there"
            " and sent by themselves. If it is broken: release the card, then another computer."
        ),
        Advice.MOVE: _(
            "Release the card, then another computer: the pupil joins there with the same code,"
            " number and PIN. Do not switch this one off: its answers are sent when the network is"
            " back."
        ),
        Advice.ASK: _("Nothing was done for a while. Ask if help is needed."),
        Advice.PRESS: _(
            "The quiz has begun, but this pupil is not at the questions yet. Look whether a button"
            " is still to be pressed there. The own time begins with the questions."
        ),
        Advice.CHOOSE: _(
            "A computer waits to come in under this number. Look at the pupil’s screen for its"
            " sign, and let only that one in."
        ),
    }


def legend() -> list[dict[str, str]]:
    """What each state means, in the order a lesson goes through them."""
    words = monitor_words()
    meanings = {
        "absent": "",
        "ready": _("has joined, waits for the start"),
        "working": "",
        "idle": _("nothing done for a while"),
        "offline": _("nothing heard from this computer; answers wait there"),
        "late": _("came after the start"),
        "finished": _("“too late”: the answer came after the end, is kept and does not count"),
    }
    return [
        {"state": state, "word": words[state], "meaning": meaning}
        for state, meaning in meanings.items()
    ]


def _together(words: str) -> str:
    """The number and its unit stay on one line of a narrow seat."""
    return words.replace("%(count)s ", "%(count)s\N{NO-BREAK SPACE}")
