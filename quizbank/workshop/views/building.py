"""A question gets its kind, its scene and its answers: a new one, or one that is stored."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.clock import now
from base.pages.numbers import whole
from quizbank.bank.actions.beginning import begin_new_question
from quizbank.bank.actions.rebuilding import rebuild_question
from quizbank.bank.queries import is_in_paper, own_texts
from quizbank.exceptions import TextChanged, WorkshopError
from quizbank.languages.codes import tag_of
from quizbank.models import Question
from quizbank.rules.text_units import TextWords
from quizbank.workshop.forms.about_question import (
    AboutForm,
    LanguageForm,
    about_as_stored,
)
from quizbank.workshop.forms.part_picture import with_uploads
from quizbank.workshop.forms.question_builder import QuestionBuilder
from quizbank.workshop.forms.sketch_typed import sketch_in
from quizbank.workshop.permissions import QuestionDesk, desk_of_questions, get_question
from quizbank.workshop.queries.overtaken import from_typed_to_stored, wording_of
from quizbank.workshop.queries.question_page import title_of
from quizbank.workshop.queries.tasks import to_answer
from quizbank.workshop.sketch_steps import NEW, stepped
from quizbank.workshop.sketches import QuestionSketch, taken_apart

SAVE = "save"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new question: what it is, and its text in the language it is written in.

    Any button but the one that stores takes a step and shows the page again.
    """
    desk = desk_of_questions(request.user)
    if not desk.may_write:
        raise Http404
    storing = _is_storing(request)
    data = request.POST if storing else None
    about = AboutForm(data, prefix="about", initial=_typed(request, "about"))
    language = LanguageForm(data, desk=desk, prefix="language", initial=_typed(request, "language"))
    builder = _builder(request, NEW)
    if storing and all([about.is_valid(), language.is_valid(), builder.is_whole()]):
        question = _begun(desk, about, language, builder)
        messages.success(request, _("The question is stored as a draft."))
        return redirect("quizbank:question", key=question.key)
    context = {"desk": desk, "about": about, "language": language, "builder": builder}
    return render(request, "quizbank/workshop/begin.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def build(request: HttpRequest, key: str) -> HttpResponse:
    """Another kind, scene or number of answers for a stored question, in its source."""
    desk, one = get_question(request.user, key)
    texts = own_texts(one)
    if not desk.may_edit(one, one.source):
        raise Http404
    if to_answer(desk, one, texts):
        messages.info(request, _("Answer the text that waits for your review first."))
        return redirect("quizbank:question", key=one.key)
    words, version = _source_of(one)
    builder = _builder(request, taken_apart(one.asked, words), version=version)
    if not _is_storing(request) or not builder.is_whole():
        return _page(request, desk, one, builder)
    try:
        _rebuilt(desk, one, builder)
    except WorkshopError as refusal:
        return _refused(request, desk, builder, refusal, key=key)
    messages.success(request, _("Stored. The source has to be reviewed again."))
    return redirect("quizbank:question", key=one.key)


def _refused(
    request: HttpRequest,
    desk: QuestionDesk,
    builder: QuestionBuilder,
    refusal: WorkshopError,
    *,
    key: str,
) -> HttpResponse:
    """Nothing typed is lost: it stays in the fields, beside what is stored now."""
    _desk, fresh = get_question(request.user, key)
    asked, typed = builder.result()
    stored = own_texts(fresh).get(fresh.source)
    theirs = from_typed_to_stored(
        refusal, fresh, about=about_as_stored(fresh, asked), words=typed, stored=stored
    )
    again = builder
    if isinstance(refusal, TextChanged):
        words, version = _source_of(fresh)
        seen = wording_of(fresh, builder.text.cleaned_data["version"])
        again = builder.overtaken(seen, words, version=version)
        again.is_whole()
    again.text.add_error(None, str(refusal))
    return _page(request, desk, fresh, again, theirs=theirs)


def _page(
    request: HttpRequest,
    desk: QuestionDesk,
    one: Question,
    builder: QuestionBuilder,
    **more: object,
) -> HttpResponse:
    context = {
        "desk": desk,
        "question": one,
        "title": title_of(one, own_texts(one)),
        "builder": builder,
        "in_paper": is_in_paper(one),
        # Of the words among what somebody else has stored.
        "tag": tag_of(one.source),
        **more,
    }
    return render(request, "quizbank/workshop/build.html", context)


def _source_of(one: Question) -> tuple[TextWords, int]:
    """The words of its source with their number; 0 without a text."""
    source = own_texts(one).get(one.source)
    return (source.words, source.version) if source else (TextWords(""), 0)


def _is_storing(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("do", SAVE) == SAVE


def _typed(request: HttpRequest, prefix: str) -> dict[str, str]:
    """What was chosen before a step, as it goes on."""
    there = f"{prefix}-"
    sent = request.POST.items()
    return {name.removeprefix(there): str(value) for name, value in sent if name.startswith(there)}


def _builder(request: HttpRequest, begun: QuestionSketch, *, version: int = 0) -> QuestionBuilder:
    if request.method != "POST":
        return QuestionBuilder(begun, version=version)
    data, refused = with_uploads(request.POST, request.FILES)
    sketch = sketch_in(data)
    if _is_storing(request):
        return QuestionBuilder(sketch.trimmed(), data, refused=refused)
    # What is refused stands beside the part it was brought for, so nothing moves.
    step = _step(data) if not refused else ""
    builder = QuestionBuilder(
        stepped(sketch, step), version=whole(data.get("version", "0")), refused=refused
    )
    builder.focus(step)
    return builder


def _step(data: QueryDict) -> str:
    """What was pressed; which part to add is chosen beside the button."""
    step = data.get("do", "")
    return f"{step} {data.get('new_part', '')}" if step == "add part" else step


def _begun(
    desk: QuestionDesk, about: AboutForm, language: LanguageForm, builder: QuestionBuilder
) -> Question:
    asked, words = builder.result()
    said = about.about(asked)
    source = language.cleaned_data["source"]
    return begin_new_question(said, source=source, words=words, by=desk.user, at=now())


def _rebuilt(desk: QuestionDesk, one: Question, builder: QuestionBuilder) -> None:
    asked, words = builder.result()
    rebuild_question(
        one,
        about_as_stored(one, asked),
        words=words,
        came_from=builder.found.came_from,
        version=builder.text.cleaned_data["version"],
        by=desk.user,
        at=now(),
    )
