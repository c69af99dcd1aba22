"""Files that are made in a temporary file and sent piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from tempfile import TemporaryFile
from typing import IO

from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, StreamingHttpResponse

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
    return to_keep(StreamingHttpResponse(_chunks(stream), content_type=media_type), name)


async def _chunks(stream: IO[bytes]) -> AsyncIterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def to_keep(response: StreamingHttpResponse, name: str) -> StreamingHttpResponse:
    """The response as a file of this name."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
