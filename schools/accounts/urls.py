"""Addresses of accounts, under the names allauth knows them by; what is not here does not exist."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path, reverse_lazy

from schools.accounts import views as own

LOGIN = reverse_lazy("account_login")
new_password = account.PasswordResetFromKeyView.as_view(success_url=LOGIN)

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("login/code/", mfa.authenticate, name="mfa_authenticate"),
    path("logout/", own.log_out, name="account_logout"),
    path("account/", own.Account.as_view(), name="mfa_index"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/again/passkey/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/email/", own.ConfirmEmail.as_view(), name="account_email_verification_sent"),
    path("account/password/", own.ChangePassword.as_view(), name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/forgotten/", account.password_reset, name="account_reset_password"),
    path("account/password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        new_password,
        name="account_reset_password_from_key",
    ),
    path("account/app/", own.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/passkeys/add/", own.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove/",
        own.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/codes/", own.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/codes/file/", own.download_codes, name="mfa_download_recovery_codes"),
    path("account/codes/new/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
