"""Countries with their packs, schools, classes, cards, staff and their roles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

EXTRA_TIME_CHOICES = [(0, _("none")), (25, "+25 %"), (50, "+50 %"), (100, "+100 %")]
DIVISION_CODES = [("9-11", "9–11"), ("12-13", "12–13"), ("14-15", "14–15")]


def in_reader_language(names: dict[str, str], default: str = "") -> str:
    """The text for the active language from ``{language code: text}``.

    Falls back to the same language in the other script, then to the nearest neighbours: a reader of
    Bosnian would rather read "Grad Zagreb" than "City of Zagreb".
    """
    language = get_language() or "en"
    twin = {"sr": "sr-latn", "sr-latn": "sr"}.get(language, "")
    for code in (language, twin, "bs", "hr", "sr-latn", "en"):
        if names.get(code):
            return names[code]
    return next((name for name in names.values() if name), default)


class Country(models.Model):
    """A country with its pack: languages, time zone, collation, names."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    names = models.JSONField(_("names by language"), default=dict)
    timezone = models.CharField(_("time zone"), max_length=50, default="Europe/Sarajevo")
    languages = models.JSONField(_("languages offered, in order"), default=list)
    collation = models.CharField(_("collation of lists"), max_length=20, default="bs")

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return in_reader_language(self.names, self.code)


class Region(models.Model):
    """One node of a country's tree: entity, canton, county, district, municipality."""

    country = models.ForeignKey(
        Country, models.PROTECT, related_name="regions", verbose_name=_("country")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    code = models.CharField(_("code"), max_length=40, unique=True)
    level = models.CharField(_("level"), max_length=20)
    names = models.JSONField(_("names by language"), default=dict)
    # "/1/7/31/" from the root down: a subtree is one prefix query.
    path = models.CharField(max_length=120, db_index=True, editable=False, default="")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return in_reader_language(self.names, self.code)


class Grade(models.Model):
    """A school grade of a country and the division its pupils play in."""

    country = models.ForeignKey(
        Country, models.CASCADE, related_name="grades", verbose_name=_("country")
    )
    code = models.CharField(_("grade"), max_length=8)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    division_code = models.CharField(_("division"), max_length=8, choices=DIVISION_CODES)

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering: ClassVar = ["country", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="grade_once_in_country")
        ]

    def __str__(self) -> str:
        return self.code


class Contact(models.Model):
    """Whom a child or adult of a country can turn to; dated, because numbers change."""

    class Kind(models.TextChoices):
        HELPLINE = "helpline", _("Helpline")
        HOTLINE = "hotline", _("Reporting")

    country = models.ForeignKey(
        Country, models.CASCADE, related_name="contacts", verbose_name=_("country")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    names = models.JSONField(_("names by language"), default=dict)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    web = models.CharField(_("web address"), max_length=120, blank=True)
    hours = models.JSONField(_("hours by language"), default=dict, blank=True)
    free = models.BooleanField(_("free of charge"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    verified_on = models.DateField(_("last verified with the service"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering: ClassVar = ["country", "position"]

    def __str__(self) -> str:
        return in_reader_language(self.names, self.phone)


class School(models.Model):
    """A school of the national register."""

    country = models.ForeignKey(
        Country, models.PROTECT, related_name="schools", verbose_name=_("country")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="schools", verbose_name=_("region")
    )
    register_code = models.CharField(_("code in the register"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    place = models.CharField(_("place"), max_length=80, blank=True)
    pupil_count = models.PositiveIntegerField(_("number of pupils"), null=True, blank=True)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering: ClassVar = ["country", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "register_code"], name="school_once_in_register"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.place}" if self.place else self.name


class UserManager(BaseUserManager["User"]):
    """Makes staff users, who are known by their e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:  # noqa: ANN401 - Django's signature
        """A stored user with a hashed password; the e-mail is stored in lower case."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:  # noqa: ANN401 - Django's signature
        """A user who may do everything in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of this e-mail, whatever the case it is typed in."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Pupils have no account, only a Card."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, default="bs")
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """What the admin greets the user with."""
        return str(self)


class Role(models.Model):
    """What a user may do, and where: in a school, a subtree of regions, a country, everywhere."""

    class Kind(models.TextChoices):
        TEACHER = "teacher", _("teacher")
        ORGANIZER = "organizer", _("organizer")
        COORDINATOR = "coordinator", _("coordinator")
        MINISTRY = "ministry", _("ministry")

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("user"))
    kind = models.CharField(_("role"), max_length=12, choices=Kind)
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("school"),
    )
    country = models.ForeignKey(
        Country, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    region = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="teacher") | models.Q(school__isnull=False),
                name="teacher_has_a_school",
            ),
            models.UniqueConstraint(
                fields=["user", "school"],
                condition=models.Q(kind="teacher"),
                name="teacher_once_in_school",
            ),
        ]

    def __str__(self) -> str:
        where = self.school or self.region or self.country or _("everywhere")
        return f"{self.get_kind_display()}: {where}"


class SchoolClass(models.Model):
    """One class of a school in one school year."""

    school = models.ForeignKey(
        School, models.PROTECT, related_name="classes", verbose_name=_("school")
    )
    grade = models.ForeignKey(
        Grade, models.PROTECT, related_name="classes", verbose_name=_("grade")
    )
    label = models.CharField(_("name of the class"), max_length=20)
    school_year = models.CharField(_("school year"), max_length=9)
    language = models.CharField(_("language offered first"), max_length=10, default="bs")
    teachers = models.ManyToManyField(User, related_name="classes", verbose_name=_("teachers"))

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering: ClassVar = ["school", "label"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "school_year", "label"], name="class_once_in_year"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Card(models.Model):
    """One pupil's place in a class. No account, no e-mail, no free nickname."""

    school_class = models.ForeignKey(
        SchoolClass, models.CASCADE, related_name="cards", verbose_name=_("class")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    # Kept as text, since the teacher prints it again for a pupil who lost the card.
    pin = models.CharField(_("PIN"), max_length=4, validators=[RegexValidator(r"^\d{4}$")])
    extra_time = models.PositiveSmallIntegerField(
        _("extra time in per cent"), default=0, choices=EXTRA_TIME_CHOICES
    )
    untimed = models.BooleanField(_("without a time limit"), default=False)
    name = models.CharField(_("name, if the class uses names"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        ordering: ClassVar = ["school_class", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school_class", "number"], name="card_number_once_in_class"
            ),
            models.UniqueConstraint(fields=["school_class", "pin"], name="card_pin_once_in_class"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 99)), name="card_number_1_to_99"
            ),
            models.CheckConstraint(
                condition=models.Q(pin__regex=r"^[0-9]{4}$"), name="card_pin_four_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(extra_time__in=[0, 25, 50, 100]), name="card_extra_time_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_class} · {self.number}"
