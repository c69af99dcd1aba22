"""What jobs make of what is stored: files, kept until the next one or until their time is over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from base.models.job import Job
from base.models.user import User


class MadeFile(models.Model):
    """One file that was asked for: ``kind`` says who makes it, ``about`` and ``part`` of what."""

    kind = models.CharField(max_length=12)
    about = models.PositiveBigIntegerField()
    part = models.CharField(max_length=40, blank=True)
    # Whose it is alone; nobody's is for all who may have what it is about.
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    # What its reader could see: who may see another area by now does not get it.
    area = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    # Once all pieces are there.
    finished_at = models.DateTimeField(null=True)
    # The work on it; how far that is stands there.
    job = models.OneToOneField(Job, models.SET_NULL, null=True, related_name="+")
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "about", "part"], name="made_file_of")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.about}/{self.part}"

    @property
    def is_ready(self) -> bool:
        """Whether it is there."""
        return self.finished_at is not None

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being made."""
        return not self.is_ready and self.job is not None and self.job.is_under_way

    @property
    def is_given_up(self) -> bool:
        """Whether it will never be there."""
        return not (self.is_ready or self.is_under_way)

    def read(self) -> bytes:
        """The whole of a small one."""
        return b"".join(bytes(piece.body) for piece in self.pieces.all())


class MadePiece(models.Model):
    """A piece of a file: in the database, so that every machine has it and none holds it whole."""

    file = models.ForeignKey(MadeFile, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    # Of a piece that is a document by itself.
    sheets = models.PositiveIntegerField(default=0)
    body = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="made_piece_once")
        ]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"
