"""Run by a crawl instead of ``seed_demo``: the sample as at the last full hour.

Its classes began some minutes ago; counts by the hour would differ with the minute.
"""

from __future__ import annotations

import django
from django.core.management import call_command

from schools import clock

if __name__ == "__main__":
    django.setup()
    clock.clock.compare(clock.now().replace(minute=0, second=0, microsecond=0))
    call_command("seed_demo")
