"""Do one job that was claimed; the periodic work starts this command."""

from __future__ import annotations

import os
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from base.jobs.children import DATABASE_AWAY, OUT_OF_MEMORY, OVERTAKEN
from base.jobs.confinement import JobLimits, confine_job
from base.jobs.performing import PASSING, Progress, beating, perform
from base.models import Job


class Command(BaseCommand):
    help = "Do a job of the background work; the periodic work starts it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The job, which try of it, and what it may take."""
        parser.add_argument("job", type=int)
        parser.add_argument("--try", type=int, required=True, dest="number")
        parser.add_argument("--seconds", type=int, required=True)
        parser.add_argument("--memory", type=int, required=True)

    def handle(
        self, *args: object, job: int, number: int, seconds: int, memory: int, **options: object
    ) -> None:
        """Do it, unless another process has it by now; what it cannot write its status says."""
        try:
            confine_job(JobLimits(seconds=seconds, memory=memory))
            self._do(job, number)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except PASSING:
            os._exit(DATABASE_AWAY)

    def _do(self, number: int, tried: int) -> None:
        mine = Job.objects.filter(pk=number, state=Job.State.RUNNING, tries=tried)
        for job in mine.select_related("asked_by"):
            progress = Progress()
            with beating(job, progress, overtaken=lambda: os._exit(OVERTAKEN)):
                perform(job, progress)
