"""The table of the access matrix: who may open which address, and what everybody gets there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.everyone import VISITORS

# Who is let in to what, by the object: the own one, one abroad, a board of a draft, and one that
# there is not. The visitors are made in `tests.everyone`.
STAFF = VISITORS[1:]
WRITERS = ["organizer", "organizer_abroad", "coordinator", "editor", "superuser"]
BRINGING = [*WRITERS, "translator"]
BANK = [*BRINGING, "reviewer"]
LET_IN: dict[str, dict[str, Sequence[str]]] = {
    "anybody": {"own": VISITORS, "abroad": VISITORS},
    "code": {"own": VISITORS, "abroad": VISITORS, "missing": []},
    "country": {"own": VISITORS, "abroad": VISITORS, "missing": []},
    "staff": {"own": STAFF, "abroad": STAFF},
    "class": {
        "own": ["teacher", "unapproved", "organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    # Not who has the class for today only.
    "winner": {
        "own": ["teacher", "unapproved", "organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    # PINs, names and needs are the teachers'; who organizes opens them with a reason.
    "cards": {"own": ["teacher", "unapproved"], "abroad": [], "missing": []},
    # Who has a class for today, and who teaches it.
    "cover": {"own": ["teacher", "unapproved"], "abroad": [], "missing": []},
    "opening": {
        "own": ["organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    "outage": {
        "own": ["organizer", "organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    "outages": {"own": ["organizer", "organizer_abroad", "coordinator", "superuser"]},
    "lists": {
        "own": ["organizer", "organizer_abroad", "coordinator", "superuser"],
        "hidden": [],
        "missing": [],
    },
    "export": {"own": ["organizer"], "abroad": ["organizer_abroad"], "missing": []},
    "desk": {
        "own": ["organizer", "organizer_abroad", "coordinator", "superuser"],
        "hidden": ["coordinator", "superuser"],
        "missing": [],
    },
    "leading": {
        "own": ["coordinator", "superuser"],
        "hidden": ["coordinator", "superuser"],
        "missing": [],
    },
    # Questions belong to all countries together.
    "bank": {"own": BANK, "missing": []},
    "banks": {"own": BANK},
    # Who only reviews writes no text and brings no file.
    "bringing": {"own": BRINGING, "missing": []},
    "writing": {"own": WRITERS, "missing": []},
    "writers": {"own": WRITERS},
    "award": {"own": ["coordinator", "superuser"], "hidden": [], "missing": []},
    "run": {
        "own": ["organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    "kept": {"own": ["organizer"], "abroad": ["organizer_abroad"], "missing": []},
    "upload": {"own": ["organizer"], "abroad": ["organizer_abroad"], "missing": []},
    "sealed": {"own": [], "missing": []},
    # What nobody has asked for yet.
    "nothing": {"own": [], "missing": []},
    "insight": {
        "own": ["organizer", "organizer_abroad", "coordinator", "ministry", "superuser"],
        "hidden": [],
        "missing": [],
    },
    # Who does not teach and has other work is led to that.
    "classes": {
        "own": ["teacher", "unapproved", "colleague", "other_teacher"],
        "abroad": ["teacher", "unapproved", "colleague", "other_teacher"],
    },
    "insights": {
        "own": ["organizer", "organizer_abroad", "coordinator", "ministry", "superuser"],
    },
    "dropping": {"own": ["coordinator", "superuser"], "missing": []},
    "papers": {
        "own": ["coordinator", "superuser"],
        "hidden": ["coordinator", "superuser"],
        "missing": [],
    },
    "school": {"own": ["teacher", "unapproved", "colleague"], "abroad": []},
    # What the day shows is also for helpers, as long as they help.
    "day": {
        "own": ["organizer", "organizer_abroad", "coordinator", "helper", "superuser"],
    },
    "look": {
        "own": ["organizer", "coordinator", "helper", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    # What belongs to a school is for whoever teaches there, approved or not yet.
    "teaching": {
        "own": ["teacher", "unapproved", "colleague"],
        "abroad": [],
        "missing": [],
    },
    "person": {
        "own": ["organizer", "coordinator", "superuser"],
        "abroad": ["organizer_abroad", "coordinator", "superuser"],
        "missing": [],
    },
    "helping": {
        "own": ["coordinator", "superuser"],
        "abroad": ["coordinator", "superuser"],
        "missing": [],
    },
    # Who teaches at the same school and is approved.
    "beside": {"own": ["teacher", "colleague"], "abroad": [], "missing": []},
    "link": {"own": VISITORS, "abroad": VISITORS, "missing": []},
    # Who has no second factor, and who has one.
    "plain": {"own": ["teacher", "unapproved", "colleague", "other_teacher"]},
    "factor": {
        "own": [
            *(one for one in WRITERS if one != "superuser"),
            *("ministry", "helper"),
            "translator",
            "reviewer",
            "superuser",
        ],
    },
    "board": {"own": VISITORS, "abroad": VISITORS, "hidden": [], "missing": []},
}

# "log-in" is a 302 to the log-in page, "–" does not apply. "in" and "out" are for those who are let
# in and for the others who have logged in; "writes" says that only a POST of those let in changes
# something.
TABLE = """
address                       GET: who nobody in  out   POST: who nobody in  out  writes
competition:play              anybody  200    200 –     anybody   405    405 –    no
competition:about             anybody  200    200 –     anybody   405    405 –    no
competition:home              country  200    200 404   country   405    405 405  no
competition:rules             country  200    200 404   country   405    405 405  no
competition:help              country  200    200 404   country   405    405 405  no
competition:privacy           country  200    200 404   country   405    405 405  no
competition:privacy_adults    country  200    200 404   country   405    405 405  no
competition:lab_check         anybody  200    200 –     anybody   405    405 –    no
competition:lab_network       anybody  200    200 –     anybody   405    405 –    no
competition_plain:lab_time    anybody  200    200 –     anybody   405    405 –    no
competition:practice          country  200    200 404   country   405    405 405  no
competition:practice_quiz     country  200    200 404   country   405    405 405  no
competition:classes           classes  log-in 200 302   –         –      –   –    no
competition:calendar          staff    log-in 200 –     staff     405    405 –    no
competition:add_class         staff    log-in 200 –     school    log-in 302 200  yes
competition:numbers_understood staff   log-in 200 –     staff     405    405 –    no
competition:new_roster        staff    log-in 200 –     staff     log-in 200 –    no
competition:roster            cards    log-in 200 404   cards     log-in 200 404  no
competition:open              class    log-in 200 404   class     log-in 302 404  yes
competition:enter             class    405    405 405   class     log-in 302 404  yes
competition:area_classes      outages  log-in 200 404   outages   log-in 405 405  no
competition:pack              cards    log-in 200 404   cards     log-in 405 405  no
competition:pack_file         cards    log-in 200 404   cards     log-in 405 405  no
competition:outages           outages  log-in 200 404   –         –      –   –    no
competition:give_back         outage   405    405 405   outage    log-in 302 404  yes
competition:files_to_review   outages  log-in 200 404   –         –      –   –    no
competition:accept_file       run      405    405 405   run       log-in 302 404  yes
competition:refuse_file       run      405    405 405   run       log-in 302 404  yes
competition:give_nothing      dropping 405    405 405   dropping  log-in 302 404  yes
competition:papers            papers   log-in 200 404   papers    log-in 405 405  no
competition:paper             papers   log-in 200 404   papers    log-in 302 404  yes
competition:paper_preview     papers   log-in 200 404   papers    log-in 405 405  no
competition:paper_screen      papers   log-in 200 404   papers    log-in 405 405  no
competition:notices           outages  log-in 200 404   outages   log-in 200 404  no
competition:end_notice        run      405    405 405   run       log-in 302 404  yes
competition:help_lines        outages  log-in 200 404   outages   log-in 200 404  no
competition:schools           outages    log-in 200 404   outages     log-in 405 405  no
competition:school            run      log-in 200 404   run       log-in 302 404  yes
competition:confirm_schools   outages  405    405 405   outages   log-in 302 404  no
competition:confirm_school    run      405    405 405   run       log-in 302 404  yes
competition:close_school      run      405    405 405   run       log-in 302 404  yes
competition:merge             run      log-in 200 404   run       log-in 302 404  yes
quizbank_plain:picture     anybody  200    200 –     anybody   405    405 –    no
quizbank:question_files    banks    log-in 200 404   banks     log-in 405 405  no
quizbank:export_questions  bank    log-in 200 404   bank      log-in 405 405  no
quizbank:exported_questions bank    log-in 302 404   bank      log-in 405 405  no
quizbank:import_questions  bringing log-in 200 404  bringing  log-in 200 404  no
quizbank:file_sheet    kept     log-in 200 404   kept      log-in 405 405  no
competition:sitting           class    log-in 200 404   –         –      –   –    no
competition:projector         class    log-in 200 404   –         –      –   –    no
competition:act               class    405    405 405   class     log-in 302 404  yes
competition:seat_names        cards    log-in 200 404   –         –      –   –    no
competition:sitting_state     class    log-in 200 404   class     405    405 405  no
competition:wall_state        class    log-in 200 404   class     405    405 405  no
competition:seat              class    log-in 200 404   –         –      –   –    no
competition:discussion        class    log-in 200 404   –         –      –   –    no
competition:note_file         class    405    405 405   class     log-in 302 404  yes
competition:answer_files      class    log-in 200 404   class     log-in 200 404  no
competition:count_file        class    405    405 405   class     log-in 302 404  no
competition:sitting_results   class    log-in 200 404   –         –      –   –    no
competition:certificates      class    log-in 200 404   class     log-in 405 405  no
competition:certificates_file class    log-in 200 404   class     log-in 405 405  no
competition:certificate_sheet class    log-in 200 404   class     log-in 405 405  no
competition:results_file      class    log-in 200 404   class     log-in 405 405  no
competition:correct_class     class    log-in 200 404   class     log-in 302 404  yes
competition:object_to         class    405    405 405   cards     log-in 404 404  no
competition:correct_card      class    405    405 405   class     log-in 302 404  yes
competition:delete_class      class    405    405 405   class     log-in 302 404  yes
competition:editions          outages  log-in 200 404   outages   log-in 405 405  no
quizbank:questions         banks    log-in 200 404   banks     log-in 302 404  no
quizbank:question_begin    writers  log-in 200 404   writers   log-in 200 404  no
quizbank:question_check_new writers 405    405 405   writers   log-in 200 404  no
quizbank:question_check    bringing 405    405 405   bringing  log-in 200 404  no
quizbank:question          bank     log-in 200 404   bank      log-in 302 404  yes
quizbank:question_about    writing  log-in 200 404   writing   log-in 200 404  no
quizbank:question_build    writing  log-in 200 404   writing   log-in 200 404  no
quizbank:question_text     bank     log-in 200 404   bank      log-in 302 404  yes
competition:question_preview  bank     log-in 200 404   bank      log-in 405 405  no
competition:question_screen   bank     log-in 200 404   bank      log-in 405 405  no
competition:empty_screen      banks    log-in 200 404   banks     log-in 405 405  no
competition:typed_new         writers  405    405 405   writers   log-in 200 404  no
competition:typed_text        bringing 405    405 405   bringing  log-in 200 404  no
competition:edition_begin     outages  log-in 200 404   outages   log-in 200 404  no
competition:edition           desk     log-in 200 404   leading   log-in 302 404  no
competition:edition_basics    leading  log-in 200 404   leading   log-in 200 404  no
competition:edition_texts     leading  log-in 200 404   –         –      –   –    no
competition:edition_divisions leading  log-in 200 404   –         –      –   –    no
competition:edition_rules     leading  log-in 200 404   –         –      –   –    no
competition:edition_awards    leading  log-in 200 404   –         –      –   –    no
competition:letters           run      log-in 200 404   run       log-in 302 404  yes
competition:letter            run      log-in 200 404   run       log-in 302 404  yes
competition:act_on_letter     run      405    405 405   run       log-in 302 404  yes
competition:edition_windows   run      log-in 200 404   run       log-in 200 404  no
competition:edition_partners  run      log-in 200 404   run       log-in 200 404  no
competition_plain:logo        anybody  200    200 –     anybody   405    405 –    no
competition_plain:catalog     anybody  200    200 –     anybody   405    405 –    no
competition_plain:notice      anybody  200    200 –     anybody   405    405 –    no
leaderboard:day               day      log-in 200 404   day       log-in 405 405  no
leaderboard:day_figures       day      log-in 200 404   day       log-in 405 405  no
leaderboard:freezes           outages  log-in 200 404   outages   log-in 302 404  yes
leaderboard:unfreeze_all      outages  405    405 405   outages   log-in 302 404  no
leaderboard:unfreeze_one      run      405    405 405   run       log-in 302 404  no
competition_plain:practice    country  200    200 404   country   405    405 405  no
competition_plain:trial       country  200    200 404   country   405    405 405  no
competition_plain:robots      anybody  200    200 –     anybody   405    405 –    no
leaderboard:boards            anybody  200    200 –     anybody   405    405 –    no
leaderboard:board             board    200    200 404   board     405    405 405  no
leaderboard:embed             board    200    200 404   board     405    405 405  no
leaderboard:big_screen              board    200    200 404   board     405    405 405  no
leaderboard:receipt_page      anybody  200    200 –     anybody   200    200 –    no
leaderboard:regions           outages    log-in 200 404   outages     log-in 405 405  no
leaderboard:regions_of        lists    log-in 200 404   lists     log-in 405 405  no
leaderboard:insight           insights log-in 200 404   insights  log-in 405 405  no
leaderboard:insight_method    insights log-in 200 404   insights  log-in 405 405  no
leaderboard:insight_part      insight  log-in 200 404   insight   log-in 405 405  no
leaderboard:insight_tables    insight  log-in 200 404   insight   log-in 405 405  no
leaderboard:insight_picture   insight  log-in 200 404   insight   log-in 405 405  no
leaderboard:spreadsheets      outages  log-in 200 404   outages   log-in 405 405  no
leaderboard:make_spreadsheet  lists    405    405 405   lists     log-in 302 404  yes
leaderboard:spreadsheet       export   log-in 200 404   export    log-in 405 405  no
leaderboard:seal              desk     log-in 200 404   desk      log-in 302 404  no
leaderboard:item_review       leading  log-in 200 404   leading   log-in 405 405  no
leaderboard:work_out_figures  leading  405    405 405   leading   log-in 302 404  yes
leaderboard:desk              lists    log-in 200 404   lists     log-in 405 405  no
leaderboard:decide            lists    405    405 405   lists     log-in 302 404  no
leaderboard:appeals           desk     log-in 200 404   desk      log-in 200 404  no
leaderboard:diplomas          lists    log-in 200 404   lists     log-in 405 405  no
leaderboard:make_diplomas     run      405    405 405   run       log-in 302 404  no
leaderboard:diploma_file      sealed   log-in 200 404   sealed    log-in 405 405  no
leaderboard:own_diplomas      staff    log-in 200 –     staff     log-in 405 –    no
leaderboard:print_own_diplomas staff   405    405 –     staff     log-in 404 –    no
leaderboard:check             anybody  200    200 –     anybody   405    405 –    no
leaderboard:check_serial      sealed   404    200 404   sealed    405    405 405  no
leaderboard:revoke_diploma    sealed   405    405 405   sealed    log-in 302 404  no
leaderboard:issue_diploma_anew sealed  405    405 405   sealed    log-in 302 404  no
leaderboard_plain:check_begin anybody  302    302 –     anybody   405    405 –    no
leaderboard_plain:check_short anybody  302    302 –     anybody   405    405 –    no
leaderboard:own_appeals       staff    log-in 200 –     staff     log-in 405 –    no
leaderboard:lodge_appeal      cards    log-in 200 404   cards     log-in 200 404  no
leaderboard:hold              leading  405    405 405   leading   log-in 302 404  no
leaderboard:kept_of_class     winner   log-in 200 404   winner    log-in 405 405  no
leaderboard:kept_of_card      winner   log-in 200 404   winner    log-in 405 405  no
leaderboard:erase_card        winner   405    405 405   winner    log-in 302 404  no
leaderboard:neutralising      leading  log-in 200 404   leading   log-in 405 405  no
leaderboard:propose_ruling    leading  405    405 405   leading   log-in 302 404  no
leaderboard:settle_ruling     leading  405    405 405   leading   log-in 302 404  no
leaderboard:sealed            board    200    200 404   board     405    405 405  no
leaderboard:sealed_list       sealed   404    200 404   sealed    405    405 405  no
leaderboard:sealed_file       sealed   404    200 404   sealed    405    405 405  no
leaderboard:reopen_seal       desk     405    405 405   desk      log-in 302 404  no
leaderboard:awarding          desk     log-in 200 404   desk      log-in 405 405  no
leaderboard:award_terms       award    log-in 200 404   award     log-in 200 404  no
leaderboard:draw_source       leading  log-in 200 404   leading   log-in 200 404  no
leaderboard:make_draw         leading  405    405 405   leading   log-in 302 404  no
leaderboard:winner_table      desk     log-in 200 404   desk      log-in 405 405  no
leaderboard:winners_plan      leading  log-in 200 404   leading   log-in 200 404  no
leaderboard:tell_winners      leading  405    405 405   leading   log-in 302 404  no
leaderboard:mark_winners      desk     405    405 405   desk      log-in 302 404  no
leaderboard:my_winners        staff    log-in 200 –     staff     log-in 405 –    no
leaderboard:confirm_winners   staff    405    405 –     staff     log-in 302 –    no
leaderboard:winner            winner   log-in 200 404   winner    log-in 405 405  no
leaderboard:act_on_winner     winner   405    405 405   winner    log-in 302 404  yes
leaderboard:consent_form      winner   log-in 200 404   winner    log-in 405 405  no
leaderboard:public_winners    sealed   404    200 404   sealed    405    405 405  no
leaderboard:ceremony          desk     log-in 200 404   desk      log-in 405 405  no
leaderboard:thaw_boards       desk     405    405 405   desk      log-in 302 404  no
leaderboard:ceremony_screens  sealed   log-in 200 404   sealed    log-in 405 405  no
leaderboard:ceremony_file     sealed   log-in 200 404   sealed    log-in 405 405  no
leaderboard:draws             board    200    200 404   board     405    405 405  no
leaderboard_plain:snapshot    board    200    200 404   board     405    405 405  no
leaderboard_plain:receipt     anybody  405    405 –     anybody   200    200 –    no
schools:login                 staff    200    302 –     staff     200    302 –    no
schools:logout                anybody  405    405 –     anybody   302    302 –    no
account_login                 staff    200    302 –     staff     200    302 –    no
account_logout                anybody  405    405 –     anybody   302    302 –    no
account_reauthenticate        staff    log-in 200 –     staff     log-in 200 –    no
account_email_verification_sent staff log-in 302 –      staff     log-in 302 –    no
schools:register              staff    200    302 –     staff     405    405 –    no
schools:find_school           staff    200    302 –     staff     405    405 –    no
schools:schools_found         country  200    200 404   country   405    405 405  no
schools:register_person       staff    200    302 –     staff     200    302 –    no
schools:register_missing      staff    200    302 –     staff     200    302 –    no
schools:end_letters           link     200    200 404   link      200    200 404  yes
schools:save_name             staff    405    405 405   staff     log-in 302 404  no
schools:switch_letters        staff    405    405 405   staff     log-in 302 404  yes
schools:own_schools           staff    log-in 200 –     staff     log-in 405 –    no
schools:ask_school            staff    405    405 405   staff     log-in 302 404  yes
schools:missing_school        staff    log-in 200 404   staff     log-in 200 404  no
schools:approve_colleague     –        –      –   –     beside    log-in 302 404  yes
schools:proposals             outages  log-in 200 404   outages   log-in 200 404  no
schools:switch                outages  405    405 405   outages   log-in 302 404  no
schools:proposal              run      log-in 200 404   run       log-in 200 404  no
account_change_password       staff    log-in 200 –     staff     log-in 200 –    no
account_set_password          staff    log-in 302 –     staff     log-in 302 –    no
account_reset_password        anybody  200    200 –     anybody   200    200 –    no
account_reset_password_done   anybody  200    200 –     anybody   405    405 –    no
account_reset_password_from_key anybody 200   200 –     anybody   200    200 –    no
mfa_index                     staff    log-in 200 –     staff     log-in 405 –    no
mfa_login_webauthn            staff    log-in 302 –     staff     log-in 302 –    no
mfa_authenticate              staff    log-in 302 –     staff     log-in 302 –    no
mfa_reauthenticate            factor   log-in 200 302   factor    log-in 200 302  no
mfa_reauthenticate_webauthn   staff    log-in 302 –     staff     log-in 302 –    no
mfa_activate_totp             plain    log-in 200 302   plain     log-in 200 302  no
mfa_deactivate_totp           factor   log-in 200 404   factor    log-in 200 404  no
mfa_add_webauthn              staff    log-in 200 –     staff     log-in 200 –    no
mfa_remove_webauthn           factor   log-in 404 404   factor    log-in 404 404  no
mfa_view_recovery_codes       factor   log-in 200 404   factor    log-in 200 404  no
mfa_download_recovery_codes   factor   log-in 404 404   factor    log-in 405 405  no
mfa_generate_recovery_codes   staff    log-in 200 –     factor    log-in 302 200  yes
schools:verify_contact        run      405    405 405   run       log-in 302 404  yes
schools:people                outages  log-in 200 404   outages   log-in 405 405  no
schools:person                person   log-in 200 404   person    log-in 405 405  no
schools:close_account         person   405    405 405   person    log-in 302 404  yes
schools:open_account          person   405    405 405   person    log-in 302 404  no
schools:take_factors          helping  405    405 405   helping   log-in 302 404  yes
schools:take_role             person   405    405 405   person    log-in 302 404  yes
schools:invite                outages  log-in 200 404   outages   log-in 200 404  no
schools:invitation_link       sealed   log-in 200 404   sealed    log-in 405 405  no
schools:resend                person   405    405 405   person    log-in 302 404  yes
schools:withdraw              person   405    405 405   person    log-in 302 404  yes
schools:accept                link     200    200 404   link      200    200 404  no
base:record                   outages  log-in 200 404   outages   log-in 405 405  no
base:mails                    outages  log-in 200 404   outages   log-in 405 405  no
base:made_file                export   log-in 302 404   export    log-in 405 405  no
base:upload                   upload   log-in 200 404   upload    log-in 405 405  no
base:confirm_upload           upload   405    405 405   upload    log-in 302 404  yes
base:drop_upload              upload   405    405 405   upload    log-in 302 404  yes
base:retention                leading  log-in 200 404   leading   log-in 405 405  no
schools:cards                 class    log-in 200 404   –         –      –   –    no
schools:cards_screen          class    log-in 200 404   –         –      –   –    no
schools:needs                 class    log-in 200 404   cards     log-in 302 404  yes
schools:open_cards            opening  405    405 405   opening   log-in 302 404  yes
schools:cover_class           staff    log-in 200 –     staff     log-in 200 –    no
schools:give_back             cover    405    405 405   cover     log-in 302 404  yes
schools:add_teacher           cards    405    405 405   cards     log-in 302 404  yes
schools:leave_class           cards    405    405 405   cards     log-in 302 404  yes
schools:put_in_charge         run      405    405 405   run       log-in 302 404  no
schools:add_card              class    log-in 405 405   class     log-in 302 404  yes
schools:register_import       outages    log-in 200 404   outages     log-in 200 404  no
schools:blank_register        outages    log-in 200 404   outages     log-in 405 405  no
schools:waiting               outages    log-in 200 404   outages     log-in 302 404  no
schools:decide_teacher        run      405    405 405   run       log-in 302 404  yes
schools:help                  anybody  200    200 –     –         –      –   –    no
"""

# What a form sends; a name in braces is a parameter of the place.
FORMS: dict[str, dict[str, str]] = {
    "competition:add_class": {
        "school": "{school}",
        "grade": "{grade}",
        "label": "VIII-1",
        "language": "bs",
        "size": "2",
    },
    "competition:school": {"name": "OŠ Nova", "region": "{region}", "pupil_count": "1"},
    "quizbank:question": {"do": "comment", "comment": "Why?"},
    "quizbank:question_text": {"do": "comment", "comment": "Why?"},
    "competition:merge": {"other": "{other_school}"},
    "base:confirm_upload": {"seen": "{seen}"},
    "leaderboard:reopen_seal": {"act": "reopen"},
    "schools:decide_teacher": {"approve": "1"},
    "schools:ask_school": {"school": "{other_school}"},
    "competition:correct_class": {"label": "VIII-9", "grade": "{grade}", "language": "bs"},
    "competition:open": {"kind": "official"},
    "leaderboard:freezes": {"which": "all", "reason": "check"},
    "competition:note_file": {"number": "82461443"},
    "competition:act": {"action": "extra", "minutes": "5", "reason": "lesson"},
    "competition:letters": {"readers": "everybody"},
    "competition:letter": {"subject": "Quiz", "body": "Read {{link}}."},
    "competition:act_on_letter": {"do": "stop"},
    "leaderboard:act_on_winner": {"do": "comes"},
    "leaderboard:make_diplomas": {"country": "{country}"},
    "leaderboard:receipt_page": {"receipt": "{receipt}"},
    "leaderboard_plain:receipt": {"receipt": "{receipt}"},
    "competition:paper": {"do": "draw", "version": "0"},
    "schools:login": {"login": "nobody@example.org", "password": "wrong"},
    "schools:open_cards": {"reason": "card_lost"},
    "schools:add_teacher": {"colleague": "{colleague_id}"},
    "schools:needs": {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-number": "1",
        "form-0-extra_time": "50",
    },
}


@dataclass(frozen=True, eq=False)
class Row:
    """One line of the table; ``expected``: by method, who, and what nobody, in and out get."""

    address: str
    expected: dict[str, list[str]]
    writes: bool


def rows() -> dict[str, Row]:
    """The table by address."""
    found = {}
    for line in TABLE.strip().splitlines()[1:]:
        address, *cells = line.split()
        expected = {"GET": cells[:4], "POST": cells[4:8]}
        found[address] = Row(
            address, {way: row for way, row in expected.items() if row[0] != "–"}, cells[8] == "yes"
        )
    return found


ROWS = rows()
