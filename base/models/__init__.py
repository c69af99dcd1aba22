"""The tables of the ground: who logs in, jobs, what they read and make, mails on their way."""

from base.models.cached import CachedEntry
from base.models.job import Job
from base.models.made_file import MadeFile, MadePiece
from base.models.outgoing import OutgoingMail
from base.models.upload import Upload
from base.models.user import User, UserManager

__all__ = [
    "CachedEntry",
    "Job",
    "MadeFile",
    "MadePiece",
    "OutgoingMail",
    "Upload",
    "User",
    "UserManager",
]
