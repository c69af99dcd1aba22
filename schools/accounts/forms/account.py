"""What staff type to log in and about their password: allauth's forms in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from base.models import User

PASSWORD_HINT = _("At least 12 characters, not only digits, and no common password.")


def reword(form: forms.BaseForm, labels: dict[str, Any], hints: dict[str, Any]) -> None:
    """Our labels and hints; no placeholders, which vanish when somebody types."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.help_text = hints.get(name, "")
        field.widget.attrs.pop("placeholder", None)
    if form.is_bound:
        return
    next(iter(form.fields.values())).widget.attrs["autofocus"] = True


class OwnNameForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    """The own name, as colleagues and organizers read it."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_(
            "Seen by colleagues and organizers, never by pupils. It stands on your own diploma."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    class Meta:
        model = User
        fields = ("name",)


class LoginForm(allauth.LoginForm):
    """E-mail and password; what is wrong with them is the same sentence in every case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        reword(self, {"login": _("E-mail"), "password": _("Password")}, {})
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class EmailCodeForm(allauth.ConfirmEmailVerificationCodeForm):
    """The code of the mail, which proves that the e-mail is theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        reword(self, {"code": _("Code from the mail")}, {"code": _("Eight digits.")})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ForgottenPasswordForm(allauth.ResetPasswordForm):
    """The e-mail a link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        reword(self, {"email": _("E-mail")}, {})


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        labels = {"password1": _("New password"), "password2": _("New password once more")}
        reword(self, labels, {"password1": PASSWORD_HINT})


class ChangePasswordForm(allauth.ChangePasswordForm):
    """The present password and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Current password"),
            "password1": _("New password"),
            "password2": _("New password once more"),
        }
        reword(self, labels, {"password1": PASSWORD_HINT})


class PasswordAgainForm(allauth.ReauthenticateForm):
    """The password, once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        reword(self, {"password": _("Password")}, {})
