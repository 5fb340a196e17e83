"""`Failed`: why somebody cannot have what they want of an account or a service."""

from __future__ import annotations


class Failed(Exception):
    """`reply` is what stands in the standard reply: a code, what it is about, and why.

    str() is why, one sentence.
    """

    def __init__(self, code: str, *context_and_text: str) -> None:
        super().__init__(context_and_text[-1])
        self.reply = (code, *context_and_text)
