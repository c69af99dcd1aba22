"""The letters of a text file: which of the encodings in use here it was saved with."""

from __future__ import annotations

# An old Windows encoding reads any bytes. It is believed only where nothing but letters of our
# languages and common signs comes out of it.
SIGNS = "„“”‘’–—…€°§"
WINDOWS = {
    "cp1250": "čćđšžČĆĐŠŽ",
    "cp1251": "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ",
}


def decoded(content: bytes) -> str | None:
    """The text, or ``None`` when no encoding fits."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return _windows(content)


def _windows(content: bytes) -> str | None:
    for encoding, letters in WINDOWS.items():
        text = content.decode(encoding, errors="replace")
        if {sign for sign in text if not sign.isascii()} <= set(letters + SIGNS):
            return text if "\0" not in text else None
    return None
