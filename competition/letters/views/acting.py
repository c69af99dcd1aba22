"""What is done with a letter: stopped, let go on, sent at once, proved on oneself, dropped."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.mail import mailers
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from base.clock import now
from base.mail.sending import Handed, hand_over
from competition.editions.permissions import desk_of, get_part
from competition.exceptions import CompetitionError
from competition.letters.actions import letter_decisions
from competition.letters.forms import ReadersForm
from competition.letters.letter_mail import mail_to
from competition.letters.permissions import get_letter
from competition.letters.queries.calendar_letters import CalendarLetter
from competition.letters.views.letter import language_asked, page_of
from competition.models import Letter
from schools.models import Region
from schools.roles import staff_of

DONE: dict[str, Promise] = {
    "stop": gettext_lazy("Stopped. Nobody gets it until you let it go on."),
    "go_on": gettext_lazy("It goes on."),
    "send": gettext_lazy("It is being sent. Each reader gets it once."),
    "readers": gettext_lazy("Saved."),
    "drop": gettext_lazy("Removed."),
}


@require_POST
@login_required
def act_on_letter(request: HttpRequest, edition: str, country: str, name: str) -> HttpResponse:
    """POST ``do``: stop, go_on, send, readers, proof, drop."""
    found, where = get_part(desk_of(request.user), edition, country)
    one, language = get_letter(found, where, name), language_asked(request)
    done = request.POST.get("do", "")
    if done == "proof":
        _prove(request, one.letter, language)
        return redirect(page_of(one.letter, language))
    if done not in DONE:
        raise Http404
    try:
        _act(request, one, done)
    except letter_decisions.LetterGone as refusal:
        messages.error(request, str(refusal))
        return redirect("competition:letters", found.slug, country)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(DONE[done]))
        if done == "drop":
            return redirect("competition:letters", found.slug, country)
    return redirect(page_of(one.letter, language))


def _act(request: HttpRequest, one: CalendarLetter, done: str) -> None:
    """Raises ``CompetitionError``."""
    user, letter, at = staff_of(request), one.letter, now()
    ways: dict[str, Callable[[], None]] = {
        "stop": lambda: letter_decisions.stop(letter, by=user, at=at),
        "go_on": lambda: letter_decisions.go_on(letter),
        "send": lambda: letter_decisions.send_now(letter, key_opens=one.key_opens, by=user, at=at),
        "readers": lambda: _choose(request, letter),
        "drop": lambda: letter_decisions.drop(letter),
    }
    ways[done]()


def _choose(request: HttpRequest, letter: Letter) -> None:
    form = ReadersForm(request.POST, regions=Region.objects.filter(country=letter.country))
    if not form.is_valid():
        raise Http404
    letter_decisions.choose_readers(letter, **form.cleaned_data)


def _prove(request: HttpRequest, letter: Letter, language: str) -> None:
    """To the own address, in the language that is looked at; whether it came, its reader knows."""
    user = staff_of(request)
    message = mail_to(user, letter, language=language)
    message.subject = _("Proof: %(subject)s") % {"subject": message.subject}
    if hand_over(message, mailers.default) == Handed.TAKEN:
        text = _("Handed over for %(email)s. Look whether it comes, also among unwanted mail.")
        messages.success(request, text % {"email": user.email})
    else:
        messages.error(request, _("The mail server did not take it. The log says why."))
