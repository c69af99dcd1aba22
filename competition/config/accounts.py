"""How django-allauth is set: log-in by e-mail, teachers register, limits by account."""

from __future__ import annotations

from typing import Any

ALLAUTH: dict[str, Any] = {
    "ACCOUNT_ADAPTER": "schools.accounts.adapters.StaffAccounts",
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_UNIQUE_EMAIL": True,
    # Whoever asks about an address that has no account is told nothing, and no stranger gets mail.
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    # A code and not a link: whoever registers with a stranger's address cannot have the stranger
    # confirm an account whose password they know.
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT": 60 * 60,
    # Digits: they are on every keyboard, of either script.
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT": {"numeric": True, "length": 8},
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS": 5,
    "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
    "ACCOUNT_SESSION_REMEMBER": True,
    "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 15 * 60,
    # A school has one address, so nothing counts by it here: only by account, or by who has logged
    # in. By network the proxy limits what asks for passwords and mails.
    "ACCOUNT_RATE_LIMITS": {
        "login": None,
        "signup": None,
        "login_failed": "10/5m/key",
        "reset_password": "5/h/key",
        "reset_password_from_key": None,
        "request_login_code": None,
        "verify_phone": None,
        # Also of registrations: so many mails a stranger gets at most, and no more.
        "confirm_email": "3/10m/key,10/d/key",
        "change_password": "10/m/user",
        "reauthenticate": "10/m/user",
    },
    "ACCOUNT_FORMS": {
        "login": "schools.accounts.forms.account.LoginForm",
        "confirm_email_verification_code": "schools.accounts.forms.account.EmailCodeForm",
        "reset_password": "schools.accounts.forms.account.ForgottenPasswordForm",
        "reset_password_from_key": "schools.accounts.forms.account.NewPasswordForm",
        "change_password": "schools.accounts.forms.account.ChangePasswordForm",
        "reauthenticate": "schools.accounts.forms.account.PasswordAgainForm",
    },
    "MFA_ADAPTER": "schools.accounts.adapters.SecondFactors",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_PASSKEY_SIGNUP_ENABLED": False,
    # Phones are half a minute fast or slow.
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_RATE_LIMITS": {"webauthn_login": None},
    "MFA_FORMS": {
        "authenticate": "schools.accounts.forms.second_factor.CodeForm",
        "reauthenticate": "schools.accounts.forms.second_factor.CodeAgainForm",
        "activate_totp": "schools.accounts.forms.second_factor.ActivateAppForm",
        "add_webauthn": "schools.accounts.forms.second_factor.AddPasskeyForm",
    },
}
