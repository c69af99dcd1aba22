"""Files that are sent piece by piece: made in a temporary file, or kept in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from tempfile import TemporaryFile
from typing import IO

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, StreamingHttpResponse

from leaderboard.models import Export

CHUNK = 64 * 1024


def download(
    request: HttpRequest, write: Callable[[IO[bytes]], None], *, name: str, media_type: str
) -> StreamingHttpResponse:
    """What ``write`` writes, as a file to keep."""
    # Closed, and thereby deleted, with the response.
    stream = TemporaryFile()  # noqa: SIM115
    try:
        write(stream)
    except BaseException:
        stream.close()
        raise
    stream.seek(0)
    if not isinstance(request, ASGIRequest):
        return FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)
    # Under ASGI Django would read a plain file whole before it sends the first byte.
    return _to_keep(StreamingHttpResponse(_chunks(stream), content_type=media_type), name)


async def _chunks(stream: IO[bytes]) -> AsyncIterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def stored(
    request: HttpRequest, export: Export, *, name: str, media_type: str
) -> StreamingHttpResponse:
    """The file of an export that is made; one piece at a time is in memory."""
    pieces = _pieces(export)
    body = _awaited(pieces) if isinstance(request, ASGIRequest) else pieces
    response = StreamingHttpResponse(body, content_type=media_type)
    response["Content-Length"] = export.size
    return _to_keep(response, name)


def _pieces(export: Export) -> Iterator[bytes]:
    for number in range(export.pieces.count()):
        yield bytes(export.pieces.get(number=number).body)


async def _awaited(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    take = sync_to_async(lambda: next(pieces, None))
    while (piece := await take()) is not None:
        yield piece


def _to_keep(response: StreamingHttpResponse, name: str) -> StreamingHttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
