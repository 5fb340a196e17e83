"""Where to listen: the texts HOST:PORT, [v6]:PORT, :PORT, PORT and unix:/PATH as values.

Only the writing of an address; whether this machine has it is found out by binding to it.
"""

import ipaddress
import re

_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?")
_PORT = re.compile(r"[0-9]{1,5}")
HIGHEST_PORT = 65535
_UNIX = "unix:"


class Address:
    """A host ("" for every interface) and a TCP port (0 for any free one), or a Unix socket's path.

    `path` is "" unless it is one of those, and then host and port mean nothing.
    """

    __slots__ = ("host", "path", "port")

    def __init__(self, host: str, port: int, path: str = "") -> None:
        self.host = host
        self.port = port
        self.path = path

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read HOST:PORT, [v6]:PORT, :PORT, PORT or unix:/PATH. Raises ValueError for all else."""
        if text.strip().startswith(_UNIX):
            return cls._of_path(text.strip().removeprefix(_UNIX))
        host, colon, port = text.strip().rpartition(":")
        if not _PORT.fullmatch(port) or int(port) > HIGHEST_PORT:
            raise ValueError(text)
        return cls(_host(host) if colon else "", int(port))

    @classmethod
    def _of_path(cls, path: str) -> "Address":
        """An absolute path, so that it means the same wherever the server is started."""
        if not path.startswith("/"):
            raise ValueError(path)
        return cls("", 0, path)

    def __str__(self) -> str:
        if self.path:
            return f"{_UNIX}{self.path}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Address):
            return NotImplemented
        return (self.host, self.port, self.path) == (other.host, other.port, other.path)

    def __hash__(self) -> int:
        return hash((self.host, self.port, self.path))


def _host(text: str) -> str:
    """The host without brackets. Raises ValueError unless it is an IP address or a name."""
    if text in ("", "*"):
        return ""
    if text.startswith("[") and text.endswith("]"):
        return str(ipaddress.IPv6Address(text[1:-1]))
    if re.fullmatch(r"[0-9.]+", text):
        return str(ipaddress.IPv4Address(text))
    if not _NAME.fullmatch(text):
        raise ValueError(text)
    return text
