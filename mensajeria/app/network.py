"""Ranges of addresses as settings have them: `10.0.0.0/8`, or a single address."""

import ipaddress


class Network:
    """A range of addresses. `range` is what the net and the engine look into."""

    __slots__ = ("range",)

    def __init__(self, text: str) -> None:
        """Raises ValueError for what is neither an address nor a range of them."""
        self.range = ipaddress.ip_network(text.strip())

    def __str__(self) -> str:
        return str(self.range)

    def __repr__(self) -> str:
        return f"Network({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self.range == other.range

    def __hash__(self) -> int:
        return hash(self.range)
