"""Pages of the outcome, public and the organizer's; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from leaderboard.appeals import views as appealing
from leaderboard.awards import views as awards
from leaderboard.boards import views as boards
from leaderboard.ceremony import views as calling
from leaderboard.diplomas import views as diplomas
from leaderboard.exports import views as exports
from leaderboard.forgetting import views as forgetting
from leaderboard.insight import views as insight
from leaderboard.item_review import views as reviewing
from leaderboard.neutralising import views as ruling
from leaderboard.pupil_data import views as asking
from leaderboard.receipts import views as receipts
from leaderboard.review_desk import views as deciding
from leaderboard.seals import views as seals
from leaderboard.winners import views as winning

app_name = "leaderboard"

urlpatterns = [
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:edition>/seal/", seals.sealed, name="sealed"),
    path("boards/<slug:edition>/seal/list.csv", seals.sealed_list, name="sealed_list"),
    path(
        "boards/<slug:edition>/seal/<int:number>/<str:file>",
        seals.sealed_file,
        name="sealed_file",
    ),
    path("staff/classes/<int:class_id>/kept/", asking.kept_of_class, name="kept_of_class"),
    path(
        "staff/classes/<int:class_id>/kept/<int:card_id>/",
        asking.kept_of_card,
        name="kept_of_card",
    ),
    path("staff/classes/<int:class_id>/kept/<int:card_id>/erase/", asking.erase, name="erase_card"),
    path("staff/retention/<slug:edition>/", forgetting.hold, name="hold"),
    path("staff/editions/<slug:edition>/seal/", seals.seal, name="seal"),
    path("staff/editions/<slug:edition>/seal/reopen/", seals.reopening, name="reopen_seal"),
    path("boards/<slug:edition>/draw/", awards.draws, name="draws"),
    path("staff/editions/<slug:edition>/awarding/", awards.awarding, name="awarding"),
    path(
        "staff/editions/<slug:edition>/awarding/<int:award_id>/",
        awards.award_terms,
        name="award_terms",
    ),
    path("staff/editions/<slug:edition>/awarding/number/", awards.draw_source, name="draw_source"),
    path("staff/editions/<slug:edition>/awarding/draw/", awards.make_draw, name="make_draw"),
    path("staff/editions/<slug:edition>/winners/", winning.winner_list, name="winner_table"),
    path(
        "staff/editions/<slug:edition>/winners/dates/",
        winning.winners_plan,
        name="winners_plan",
    ),
    path(
        "staff/editions/<slug:edition>/winners/tell/",
        winning.tell_winners,
        name="tell_winners",
    ),
    path("staff/editions/<slug:edition>/winners/mark/", winning.mark, name="mark_winners"),
    path("staff/winners/", winning.my_winners, name="my_winners"),
    path("staff/winners/confirm/", winning.confirm_winners, name="confirm_winners"),
    path("staff/winners/<int:winner_id>/", winning.winner, name="winner"),
    path("staff/winners/<int:winner_id>/act/", winning.act_on_winner, name="act_on_winner"),
    path("staff/winners/<int:winner_id>/consent/", winning.consent_form, name="consent_form"),
    path(
        "boards/<slug:edition>/winners/<slug:country>/",
        winning.public_winners,
        name="public_winners",
    ),
    path("staff/editions/<slug:edition>/figures/", reviewing.item_review, name="item_review"),
    path(
        "staff/editions/<slug:edition>/figures/make/", reviewing.work_out, name="work_out_figures"
    ),
    path("staff/editions/<slug:edition>/neutralise/", ruling.neutralising, name="neutralising"),
    path("staff/editions/<slug:edition>/neutralise/new/", ruling.propose, name="propose_ruling"),
    path(
        "staff/editions/<slug:edition>/neutralise/settle/",
        ruling.settle_ruling,
        name="settle_ruling",
    ),
    path("staff/editions/<slug:edition>/desk/", deciding.desk, name="desk"),
    path("staff/editions/<slug:edition>/desk/decide/", deciding.decide, name="decide"),
    path("staff/editions/<slug:edition>/ceremony/", calling.ceremony, name="ceremony"),
    path("staff/editions/<slug:edition>/ceremony/move/", calling.thaw_boards, name="thaw_boards"),
    path(
        "staff/editions/<slug:edition>/ceremony/<slug:version>/screens/",
        calling.screens,
        name="ceremony_screens",
    ),
    path(
        "staff/editions/<slug:edition>/ceremony/<slug:version>/file/",
        calling.ceremony_file,
        name="ceremony_file",
    ),
    path("staff/editions/<slug:edition>/appeals/", appealing.edition_appeals, name="appeals"),
    path("staff/appeals/", appealing.own_appeals, name="own_appeals"),
    path("staff/appeals/<int:sitting_id>/", appealing.lodge_appeal, name="lodge_appeal"),
    path("staff/editions/<slug:edition>/diplomas/", diplomas.diplomas, name="diplomas"),
    path(
        "staff/editions/<slug:edition>/diplomas/make/",
        diplomas.make,
        name="make_diplomas",
    ),
    path(
        "staff/editions/<slug:edition>/diplomas/<slug:country>/<slug:kind>-<int:number>.pdf",
        diplomas.diploma_file,
        name="diploma_file",
    ),
    path("staff/diplomas/", diplomas.own_diplomas, name="own_diplomas"),
    path("staff/diplomas/print/", diplomas.print_own, name="print_own_diplomas"),
    path("diploma/", diplomas.check, name="check"),
    path("diploma/<slug:serial>/", diplomas.check, name="check_serial"),
    path("diploma/<slug:serial>/revoke/", diplomas.revoke_diploma, name="revoke_diploma"),
    path("diploma/<slug:serial>/anew/", diplomas.issue_diploma_anew, name="issue_diploma_anew"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/", boards.board, name="board"),
    path("boards/<slug:edition>/<slug:country>/<slug:division>/embed/", boards.embed, name="embed"),
    path("boards/<slug:edition>/hall/", boards.big_screen, name="big_screen"),
    path("receipt/", receipts.receipt_page, name="receipt_page"),
    path("staff/day/", boards.day, name="day"),
    path("staff/day/figures/", boards.day_figures, name="day_figures"),
    path("staff/day/boards/", boards.freezes, name="freezes"),
    path("staff/day/boards/move/", boards.unfreeze_all, name="unfreeze_all"),
    path("staff/day/boards/<int:board_id>/move/", boards.unfreeze_one, name="unfreeze_one"),
    path("staff/schools/regions/", exports.regions, name="regions"),
    path("staff/schools/regions/<slug:edition>/", exports.regions, name="regions_of"),
    path("staff/insight/", insight.insight, name="insight"),
    path("staff/insight/method/", insight.method, name="insight_method"),
    path("staff/insight/<slug:edition>/<slug:table>/", insight.part, name="insight_part"),
    path("staff/insight/<slug:edition>/all.xlsx", insight.tables_file, name="insight_tables"),
    path(
        "staff/insight/<slug:edition>/<slug:table>/picture.svg",
        insight.picture_file,
        name="insight_picture",
    ),
    path("staff/spreadsheets/", exports.spreadsheets, name="spreadsheets"),
    path(
        "staff/spreadsheets/<slug:edition>/<slug:part>/make/",
        exports.make_spreadsheet,
        name="make_spreadsheet",
    ),
    path("staff/spreadsheets/files/<int:made_id>/", exports.spreadsheet, name="spreadsheet"),
]
