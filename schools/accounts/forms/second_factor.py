"""What staff type about their second factor: allauth's forms in our words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from schools.accounts.forms.account import reword

CODE = {"code": _("Code")}
CODE_HINT = {"code": _("Six digits from the app, or one of your recovery codes.")}


class CodeForm(base.AuthenticateForm):
    """The code of the app, or a recovery code, at log-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        reword(self, CODE, CODE_HINT)


class CodeAgainForm(base.ReauthenticateForm):
    """The same before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        reword(self, CODE, CODE_HINT)


class ActivateAppForm(totp.ActivateTOTPForm):
    """The first code of an app, which proves that it has read the picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        reword(self, {"code": _("Code that the app shows now")}, {"code": _("Six digits.")})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """The name of a passkey; the browser fills in the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        # Every passkey can log in alone: that is what they are for.
        self.fields.pop("passwordless", None)
        hint = _("So that you know it again: “work laptop”, “phone”.")
        reword(self, {"name": _("Name of the passkey")}, {"name": hint})
        self.fields["name"].widget.attrs["maxlength"] = 60
