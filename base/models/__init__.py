"""The tables of the ground: who logs in, and what is done in the background."""

from base.models.job import Job
from base.models.user import User, UserManager

__all__ = ["Job", "User", "UserManager"]
