"""The tables of the ground: who logs in, what is done in the background, mails on their way."""

from base.models.cached import CachedEntry
from base.models.job import Job
from base.models.outgoing import OutgoingMail
from base.models.user import User, UserManager

__all__ = ["CachedEntry", "Job", "OutgoingMail", "User", "UserManager"]
