"""What the record tells in one entry of what follows the last answer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

APPEALED = "appealed"
APPEAL_UPHELD = "appeal_upheld"
APPEAL_NOT_UPHELD = "appeal_not_upheld"
DIPLOMAS_ISSUED = "diplomas_issued"
DIPLOMA_REVOKED = "diploma_revoked"
DIPLOMAS_REVOKED = "diplomas_revoked"
PUPIL_ERASED = "pupil_erased"
HOLD_ASKED = "hold_asked"
HOLD_AGREED = "hold_agreed"
HOLD_ENDED = "hold_ended"
# How somebody reads what is kept of pupils.
KEPT = "kept"

DEEDS = {
    APPEALED: _("appealed"),
    APPEAL_UPHELD: _("upheld an appeal"),
    APPEAL_NOT_UPHELD: _("did not uphold an appeal"),
    DIPLOMAS_ISSUED: _("issued diplomas"),
    DIPLOMA_REVOKED: _("revoked a diploma"),
    DIPLOMAS_REVOKED: _("revoked diplomas by sealing the list anew"),
    HOLD_ASKED: _("asked that nothing of it goes by itself: %(reason)s"),
    HOLD_AGREED: _("agreed that nothing of it goes by itself: %(reason)s"),
    HOLD_ENDED: _("let it go by itself again, which was held: %(reason)s"),
    PUPIL_ERASED: _("deleted card %(number)d with everything that was kept of it"),
}
READS = {KEPT: _("looked at all that is kept of a pupil")}
