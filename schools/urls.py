"""Addresses of accounts, staff and teachers who register, of cards, of the register, of help."""

from __future__ import annotations

from allauth.account.views import login
from django.urls import path

from base.pages.converters import COUNTRY
from schools.accounts import views as account
from schools.classes.views import cards, teaching
from schools.contacts import views as contacts
from schools.people.views import invitations, people
from schools.register.views import register_import, waiting
from schools.registering.views import own_schools, proposals, registration

app_name = "schools"

_REGISTER = f"staff/register/{COUNTRY}"
_OWN = f"staff/account/schools/{COUNTRY}"
_IMPORT = "staff/schools/import/"

urlpatterns = [
    path("staff/login/", login, name="login"),
    path("staff/logout/", account.log_out, name="logout"),
    path("staff/classes/cover/", cards.cover_class, name="cover_class"),
    path("staff/classes/cover/<int:cover_id>/end/", cards.give_back, name="give_back"),
    path("staff/register/", registration.begin, name="register"),
    path(_REGISTER, registration.find_school, name="find_school"),
    path(f"{_REGISTER}schools/", registration.schools_found, name="schools_found"),
    path(
        f"{_REGISTER}<int:school_id>/",
        registration.RegisterPerson.as_view(),
        name="register_person",
    ),
    path(f"{_REGISTER}missing/", registration.RegisterMissing.as_view(), name="register_missing"),
    path("staff/letters/<str:token>/", account.end_letters, name="end_letters"),
    path("staff/account/name/", account.save_name, name="save_name"),
    path("staff/account/letters/", account.switch_letters, name="switch_letters"),
    path("staff/account/schools/", own_schools.own_schools, name="own_schools"),
    path(f"{_OWN}ask/", own_schools.ask_school, name="ask_school"),
    path(
        f"{_OWN}missing/",
        own_schools.missing_school,
        name="missing_school",
    ),
    path(
        "staff/account/colleagues/<int:role_id>/approve/",
        own_schools.approve_colleague,
        name="approve_colleague",
    ),
    path("staff/schools/proposals/", proposals.proposals, name="proposals"),
    path("staff/schools/proposals/switch/", proposals.switch_registration, name="switch"),
    path("staff/schools/proposals/<int:school_id>/", proposals.proposal, name="proposal"),
    path("staff/classes/<int:class_id>/cards/", cards.cards, name="cards"),
    path("staff/classes/<int:class_id>/cards/screen/", cards.cards_screen, name="cards_screen"),
    path("staff/classes/<int:class_id>/cards/needs/", cards.needs, name="needs"),
    path("staff/classes/<int:class_id>/cards/add/", cards.add_card, name="add_card"),
    path("staff/classes/<int:class_id>/cards/open/", cards.open_cards, name="open_cards"),
    path("staff/classes/<int:class_id>/teachers/", teaching.add_teacher, name="add_teacher"),
    path("staff/classes/<int:class_id>/leave/", teaching.leave_class, name="leave_class"),
    path("staff/classes/<int:class_id>/charge/", teaching.put_in_charge, name="put_in_charge"),
    path(_IMPORT, register_import.register_import, name="register_import"),
    path(f"{_IMPORT}blank/", register_import.blank_register, name="blank_register"),
    path("staff/schools/waiting/", waiting.waiting, name="waiting"),
    path("staff/schools/teachers/<int:role_id>/", waiting.decide_teacher, name="decide_teacher"),
    path("staff/people/", people.people, name="people"),
    path("staff/people/<int:person_id>/", people.person, name="person"),
    path("staff/people/<int:person_id>/close/", people.close_account, name="close_account"),
    path("staff/people/<int:person_id>/open/", people.open_account, name="open_account"),
    path("staff/people/<int:person_id>/factors/", people.take_factors, name="take_factors"),
    path("staff/people/roles/<int:role_id>/take/", people.take_role, name="take_role"),
    path("staff/people/invite/", invitations.invite, name="invite"),
    path("staff/people/invitations/<int:invitation_id>/resend/", invitations.resend, name="resend"),
    path(
        "staff/people/invitations/<int:invitation_id>/link/",
        invitations.link,
        name="invitation_link",
    ),
    path(
        "staff/people/invitations/<int:invitation_id>/withdraw/",
        invitations.withdraw,
        name="withdraw",
    ),
    path("staff/invitation/<str:token>/", invitations.accept, name="accept"),
    path("staff/contacts/<int:contact_id>/verify/", contacts.verify_contact, name="verify_contact"),
    path("help/", contacts.get_help, name="help"),
]
