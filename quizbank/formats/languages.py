"""Language codes as other programs write them, and ours."""

from __future__ import annotations

import re

TAGS = {"sr": "sr-Cyrl", "sr-latn": "sr-Latn", "sr-BA": "sr-Cyrl-BA"}
HOMES = {"bs": ("ba",), "hr": ("hr",), "sr": ("rs",), "sr-latn": ("rs",), "en": ("gb", "us")}
_SCRIPT = re.compile(r"^sr-(cyrl|latn)(?=-|$)")


def tag(code: str) -> str:
    """The tag of BCP 47."""
    return TAGS.get(code, code)


def own(code: str) -> str:
    """Our code for a tag or a code of our own; ``hr-HR`` is ``hr``."""
    folded = code.strip().replace("_", "-").lower()
    folded = _SCRIPT.sub(lambda m: "sr" if m[1] == "cyrl" else "sr-latn", folded)
    base = "sr-latn" if folded.startswith("sr-latn") else folded.partition("-")[0]
    region = folded[len(base) + 1 :]
    if not region or region in HOMES.get(base, ()):
        return base
    return f"{base}-{region.upper()}"
