"""What the answer path would be as an ordinary Django view: the second yardstick of ``ceiling``."""

from __future__ import annotations

import json

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from competition.models import Answer, Attempt
from competition.pupil_api import credentials
from schools import clock


@csrf_exempt
@require_POST
def answer(request: HttpRequest) -> JsonResponse:
    """Check credential and deadline, insert one row, say that it is stored.

    Less than the product does: no bounds, no repeats, no lock, no lease, no state in the reply.
    """
    who = credentials.read(request.headers.get("Authorization", "").encode())
    if who is None:
        return JsonResponse({"error": "bad_credential"}, status=401)
    attempt = Attempt.objects.get(pk=who[0])
    now = clock.now()
    if attempt.deadline is not None and now > attempt.deadline:
        return JsonResponse({"error": "too_late"}, status=409)
    seq, question, choice, browser_ms = json.loads(request.body)["events"][0]
    Answer.objects.create(
        attempt=attempt,
        lease=who[1],
        seq=seq,
        question=question,
        choice=choice,
        received_at=now,
        browser_ms=browser_ms,
    )
    response = JsonResponse({"acked": [seq]})
    # Without CommonMiddleware nobody else says it, and chunks would cost both sides more.
    response.headers["Content-Length"] = str(len(response.content))
    return response


urlpatterns = [path("plain/answers", answer)]
