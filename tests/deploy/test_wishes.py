"""What `make serve` is told reaches the product: every variable that the product reads."""

from __future__ import annotations

import re

import pytest

from deploy.state import Wishes
from tests.machine import ROOT

READ = re.compile(r"(?:environ\.get|_flag|_words)\(\"([A-Z_]+)\"")
# The demo's; and what each process is for, which `make serve` decides.
NOT_OURS = {"DEBUG", "DEMO", "PURPOSE"}
MADE = {"DATABASE_URL", "REDIS_URL", "DATA_DIR", "HTTPS"}
NAMES = sorted(
    set(READ.findall((ROOT / "competition/config/environment.py").read_text())) - NOT_OURS
)


def product(**given: str) -> dict[str, str]:
    return Wishes("127.0.0.1", 8443, given).product("postgresql://", "redis://", "key")


@pytest.mark.parametrize("name", NAMES)
def test_a_variable_that_the_product_reads_comes_through(name: str) -> None:
    assert (product(**{name: "as given"})[name] == "as given") is (name not in MADE)


def test_what_was_not_given_is_left_to_the_products_own_defaults() -> None:
    assert set(product(EMAIL_URL="")) == {
        *MADE,
        *("SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_ADDRESS"),
    }


def test_commands_beside_it_find_the_programs_that_were_named() -> None:
    # back_up and restore take pg_dump and pg_restore from there: docs/running.md.
    assert product(PG_BIN="/opt/postgresql/bin")["PG_BIN"] == "/opt/postgresql/bin"
