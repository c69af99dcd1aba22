"""The tables of who takes part, a file for each group of nouns."""

from schools.models.cards import CardOpening, ClassCover
from schools.models.classes import EXTRA_TIME_CHOICES, Card, SchoolClass
from schools.models.contact import Contact
from schools.models.country import DIVISION_CODES, Country, Grade, Region
from schools.models.desk import SchoolMerge, TeacherDecision
from schools.models.invitations import Invitation
from schools.models.register import School
from schools.models.staff import Role, country_at, not_ended

__all__ = [
    "DIVISION_CODES",
    "EXTRA_TIME_CHOICES",
    "Card",
    "CardOpening",
    "ClassCover",
    "Contact",
    "Country",
    "Grade",
    "Invitation",
    "Region",
    "Role",
    "School",
    "SchoolClass",
    "SchoolMerge",
    "TeacherDecision",
    "country_at",
    "not_ended",
]
