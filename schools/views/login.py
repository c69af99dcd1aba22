"""Logging in."""

from __future__ import annotations

from django.contrib.auth.views import LoginView

from schools.forms.classes import LoginForm


class Login(LoginView):
    """E-mail and password; goes on to where the visitor was heading."""

    template_name = "schools/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True
