"""Addresses under no language: pictures of scenes."""

from __future__ import annotations

from django.urls import path

from quizbank.pictures.views import picture

app_name = "quizbank_plain"

urlpatterns = [path("pictures/<str:name>", picture, name="picture")]
