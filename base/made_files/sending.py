"""Files that are kept in the database are sent piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

from base.models import MadeFile
from base.spreadsheets.downloads import to_keep


def stored(
    request: HttpRequest, file: MadeFile, *, name: str, media_type: str
) -> StreamingHttpResponse:
    """A file that is made; one piece at a time is in memory."""
    pieces = _pieces(file)
    body = _awaited(pieces) if isinstance(request, ASGIRequest) else pieces
    response = StreamingHttpResponse(body, content_type=media_type)
    response["Content-Length"] = file.size
    return to_keep(response, name)


def _pieces(file: MadeFile) -> Iterator[bytes]:
    for number in range(file.pieces.count()):
        yield bytes(file.pieces.get(number=number).body)


async def _awaited(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    take = sync_to_async(lambda: next(pieces, None))
    while (piece := await take()) is not None:
        yield piece
