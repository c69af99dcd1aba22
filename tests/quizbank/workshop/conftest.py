"""A question, and the people of the workshop who are not those of a country."""

from __future__ import annotations

import pytest
from django.test import Client

from base.models import User
from quizbank.models import Question
from schools.models import Role
from tests import cast
from tests.quizbank.workshop.pages import KEY


@pytest.fixture
def question(db: None) -> Question:
    """A draft in five languages whose source nobody of the staff has written."""
    return cast.make_question(KEY)


@pytest.fixture
def editor(client: Client) -> User:
    """Has logged in."""
    user = cast.make_staff(Role.Kind.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def somebody(db: None) -> User:
    """Somebody else who works on questions."""
    return cast.make_staff(Role.Kind.COORDINATOR)


@pytest.fixture
def reviewer(db: None) -> User:
    """Reviews for child protection."""
    return cast.make_staff(Role.Kind.REVIEWER)
