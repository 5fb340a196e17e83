"""`answer`: a whole HTTP answer as bytes, for when nobody speaks HTTP any better (yet)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

GUARDED: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""What every answer tells browsers: load nothing for it, guess nothing, tell nobody."""


def answer(status: HTTPStatus, sentence: str) -> bytes:
    """One sentence, after which the connection ends (RFC 9112, 9.6)."""
    body = f"{sentence}\n".encode()
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        **GUARDED,
        "Connection": "close",
    }
    fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{fields}\r\n".encode() + body
