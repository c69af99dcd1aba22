"""Who logs in: staff, known by their e-mail."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes staff users, who are known by their e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:  # noqa: ANN401 - Django's signature
        """A stored user with a hashed password; the e-mail is stored in lower case."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:  # noqa: ANN401 - Django's signature
        """A user who may do everything in the admin.

        Whoever calls this holds the machine and vouches for the e-mail: there may be no mail yet.
        """
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        user.vouch_for_email()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of this e-mail, whatever the case it is typed in."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Pupils have no account, only a Card."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, default="bs")
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    # Since when they want no letters about editions; mails about the own account come all the same.
    letters_ended_at = models.DateTimeField(_("wants no letters since"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def vouch_for_email(self) -> None:
        """Note that the e-mail is this person's; it is the only one they log in with."""
        addresses = EmailAddress.objects.filter(user=self)
        addresses.exclude(email=self.email).delete()
        addresses.update_or_create(
            user=self, email=self.email, defaults={"verified": True, "primary": True}
        )

    def get_short_name(self) -> str:
        """What the admin greets the user with."""
        return str(self)
