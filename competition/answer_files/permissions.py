"""Whose files of answers one may see and decide about; views use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from competition.models import AnswerFile, Sitting
from schools.roles import Visitor, area_of, organizes

SCHOOL = "attempt__entry__school_class__school__"


def files_to_review(user: Visitor) -> QuerySet[AnswerFile]:
    """Files in the area of an organizer, all for coordinators and superusers; else none."""
    if not organizes(user):
        return AnswerFile.objects.none()
    return AnswerFile.objects.filter(area_of(user).inside(f"{SCHOOL}region__", f"{SCHOOL}country"))


def get_reviewed(user: Visitor, answers_id: int) -> AnswerFile:
    """A file for an organizer's decision; 404 when it is missing or not the user's."""
    found = files_to_review(user).filter(pk=answers_id).first()
    if found is None:
        raise Http404
    return found


def get_file(sitting: Sitting, answers_id: int) -> AnswerFile:
    """A file of a sitting that the user may see; 404 for any other."""
    found = AnswerFile.objects.filter(pk=answers_id, attempt__sitting=sitting).first()
    if found is None:
        raise Http404
    return found
