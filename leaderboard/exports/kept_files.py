"""Files that are kept in the database and sent piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

from base.spreadsheets.downloads import to_keep
from leaderboard.models import Export


def stored(
    request: HttpRequest, export: Export, *, name: str, media_type: str
) -> StreamingHttpResponse:
    """The file of an export that is made; one piece at a time is in memory."""
    pieces = _pieces(export)
    body = _awaited(pieces) if isinstance(request, ASGIRequest) else pieces
    response = StreamingHttpResponse(body, content_type=media_type)
    response["Content-Length"] = export.size
    return to_keep(response, name)


def _pieces(export: Export) -> Iterator[bytes]:
    for number in range(export.pieces.count()):
        yield bytes(export.pieces.get(number=number).body)


async def _awaited(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    take = sync_to_async(lambda: next(pieces, None))
    while (piece := await take()) is not None:
        yield piece
