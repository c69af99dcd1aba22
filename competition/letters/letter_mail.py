"""A letter as the mail of one person; the way to end all letters stands in its head and foot."""

from __future__ import annotations

import email.policy
from collections.abc import Sequence
from email.message import EmailMessage as Message
from email.policy import EmailPolicy
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base.languages.speech import spoken_in
from base.mail.sending import known_language
from base.models import OutgoingMail, User
from base.outbox.kinds import MailKind
from competition.letters.letter_text import facts_of, letter_text
from competition.letters.letter_words import LetterText
from competition.letters.queries.outgoing import LETTER, to_talk_about
from competition.models import Letter, Sitting
from schools.accounts.letters_consent import end_address

ENDING = "List-Unsubscribe"


class LetterMessage(EmailMessage):
    """A mail whose address to end all letters stands whole in its head: folded as Python folds long
    words it would be encoded, and programs that read mails look for an address."""

    def message(self, *, policy: EmailPolicy[Any] = email.policy.default) -> Message:  # type: ignore[override]
        """Everything else is folded and encoded as the policy says."""
        made: Message = super().message(policy=policy.clone(refold_source="none"))
        address = str(made[ENDING])
        del made[ENDING]
        made.set_raw(ENDING, address)
        return made


def text_for(
    letter: Letter, language: str, *, sittings: Sequence[Sitting] | None = None
) -> LetterText:
    """What stands in the letter in one language."""
    return letter_text(letter, language).filled(facts_of(letter, language, sittings=sittings))


def mail_to(
    user: User, letter: Letter, *, language: str = "", sittings: Sequence[Sitting] | None = None
) -> LetterMessage:
    """The letter to one person, in the language of the account unless another is named."""
    spoken = known_language(language or user.language)
    text = text_for(letter, spoken, sittings=sittings)
    end = end_address(user, language=spoken)
    told = {"body": text.body, "end": end, "address": settings.PUBLIC_ADDRESS}
    with override(spoken), spoken_in(letter.country_id):
        body = render_to_string("mail/letter_message.txt", told)
    # One press in the reader's own program, without a page (RFC 8058).
    headers = {
        ENDING: f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return LetterMessage(text.subject, body.strip() + "\n", to=[user.email], headers=headers)


def _write(mail: OutgoingMail) -> EmailMessage | None:
    related = Letter.objects.select_related("edition", "country")
    letter = related.prefetch_related("edition__windows").get(pk=mail.about)
    if mail.user is None:
        return None
    return mail_to(mail.user, letter, sittings=to_talk_about(letter, mail.user))


LETTER_MAIL = MailKind(LETTER, _("letter to teachers"), _write, is_letter=True)
