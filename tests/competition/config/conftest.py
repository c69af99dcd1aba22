"""A folder for programs that are not root, and browsers that believe a certificate."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.competition.config.served import Pupils
from tests.proxied import nginx_or_skip


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that nginx and PostgreSQL, which are not root, may enter; pytest's are closed."""
    folder = Path(tempfile.mkdtemp(prefix="quiz-serve-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def nginx() -> str:
    return nginx_or_skip()


@pytest.fixture(scope="module")
def pupils() -> Iterator[Pupils]:
    with closing(Pupils()) as them:
        yield them
