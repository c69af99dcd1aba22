"""What Django's system check says about accounts."""

from __future__ import annotations

from django.conf import settings
from django.core import checks


@checks.register()
def mail_is_set(**kwargs: object) -> list[checks.CheckMessage]:
    """A real server can run without a mail server, and says so at every migration and check."""
    if settings.EMAIL_IS_SET or settings.DEBUG or settings.DEMO:
        return []
    text = "EMAIL_URL is not set: invitations and links for new passwords reach nobody."
    hint = "They lie in DATA_DIR/mail. Set EMAIL_URL=smtp://user:password@host:587"
    return [checks.Warning(text, hint=hint, id="schools.W001")]
