"""`FakeServer`: just enough of an old IRC server to be awkward on purpose. It has no capabilities
unless it has accounts, and then that of logging in.

It lives on a loopback port in a thread of its own and writes down all that it is told.
"""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Callable


class FakeServer:
    """What it refuses and when it breaks is up to the test; ends with its `with` block."""

    host = "127.0.0.1"

    def __init__(
        self,
        *,
        password: str = "",
        taken: tuple[str, ...] = (),
        refuses: Callable[[str], bool] = lambda _text: False,
        closed: tuple[str, ...] = (),
        breaks_at: tuple[int, ...] = (),
        mute: bool = False,
        greeting: bytes = b"",
        accounts: dict[str, str] | None = None,
    ) -> None:
        """`breaks_at`: of all lines said, those at which the connection breaks, counted from 1;
        `mute`: once it has let somebody in, it never answers anything; `greeting`: what it says to
        whoever comes; `accounts`: their names, which are theirs alone, and passwords.
        """
        self.password = password
        self.taken = set(taken)
        self.refuses = refuses
        self.closed = closed
        self.closed_by = "473"
        self.breaks_at = breaks_at
        self.mute = mute
        self.greeting = greeting
        self.accounts = accounts or {}
        self.said: list[str] = []
        self.received: list[str] = []
        self.most_at_once = 0
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stopped = asyncio.Event()
        self._writers: list[asyncio.StreamWriter] = []
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=[self._run()])

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def __enter__(self) -> FakeServer:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)
        self._loop.close()

    def tell(self, line: str) -> None:
        """Say something to everybody connected."""
        self._loop.call_soon_threadsafe(self._tell, line)

    def hang_up(self, line: str) -> None:
        """Say something to everybody connected and close their connections."""
        self._loop.call_soon_threadsafe(self._hang_up, line)

    def _hang_up(self, line: str) -> None:
        self._tell(line)
        for writer in self._writers:
            writer.close()

    def _tell(self, line: str) -> None:
        for writer in self._writers:
            writer.write(f"{line}\r\n".encode())

    async def _run(self) -> None:
        server = await asyncio.start_server(self._serve, self.host, 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        # What was just accepted must be served before the server closes: asyncio would lose its
        # transport unclosed otherwise (python/cpython issue 109564).
        self._loop.remove_reader(server.sockets[0].fileno())
        for _round in range(3):
            await asyncio.sleep(0)
        server.close()
        while len(asyncio.all_tasks()) > 1:
            for writer in self._writers:
                writer.transport.abort()
            await asyncio.sleep(0)
        for _round in range(3):  # a transport that was closed ends in the loop's next round
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        guest = Guest(self, writer)
        writer.write(self.greeting)
        try:
            while data := await reader.read(65536):
                if data[:2] == b"\x16\x03":  # TLS, which it never heard of
                    break
                lines = [line for line in data.decode().split("\r\n") if line]
                spoken = sum(line.startswith("PRIVMSG") for line in lines)
                self.most_at_once = max(self.most_at_once, spoken)
                for line in lines:
                    self.received.append(line)
                    guest.hear(line)
        except ConnectionError:
            pass
        finally:
            self._writers.remove(writer)
            writer.transport.abort()


class Guest:
    """One connection to the fake server."""

    def __init__(self, server: FakeServer, writer: asyncio.StreamWriter) -> None:
        self._server = server
        self._writer = writer
        self._nick = "*"
        self._password = ""
        self._inside = False
        self._introduced = False
        self._negotiates = False
        self._account = ""
        self._wanted = ""

    def hear(self, line: str) -> None:
        """Answer one line. A line is expected whole in one chunk, as the tests send them."""
        command, _space, rest = line.partition(" ")
        answer = getattr(self, f"_on_{command.lower()}", None)
        if answer is not None and not (self._server.mute and self._inside):
            answer(rest)

    def _send(self, *lines: str) -> None:
        self._writer.write("".join(f"{line}\r\n" for line in lines).encode())

    def _on_pass(self, rest: str) -> None:
        self._password = rest.lstrip(":")

    def _on_cap(self, rest: str) -> None:
        if not self._server.accounts:
            return
        verb, _space, names = rest.partition(" ")
        self._negotiates = verb != "END"
        if verb == "LS":
            self._send(":fake CAP * LS :sasl=PLAIN")
        elif verb == "REQ":
            self._send(f":fake CAP * ACK {names}")
        elif self._wanted:
            self._on_nick(self._wanted)

    def _on_authenticate(self, response: str) -> None:
        if response == "PLAIN":
            self._send("AUTHENTICATE +")
            return
        _as, account, password = base64.b64decode(response).decode().split("\0")
        if self._server.accounts.get(account) != password:
            self._send(":fake 904 * :SASL authentication failed")
            return
        self._account = account
        self._send(f":fake 900 * *!u@h {account} :You are now logged in", ":fake 903 * :Success")

    def _on_nick(self, nick: str) -> None:
        self._wanted = nick
        if self._negotiates:
            return
        another = nick in self._server.accounts and nick != self._account
        if another or nick in self._server.taken:
            self._send(f":fake 433 {self._nick} {nick} :Nickname is already in use")
            return
        if self._inside:
            self._send(f":{self._nick}!u@h NICK {nick}")
        known, self._nick = self._nick != "*", nick
        if not known and self._introduced:
            self._welcome()

    def _on_user(self, _rest: str) -> None:
        self._introduced = True
        if self._password != self._server.password:
            self._send(":fake 464 * :Password incorrect", "ERROR :Closing Link (Bad password)")
            self._writer.close()
        elif self._nick != "*":
            self._welcome()

    def _welcome(self) -> None:
        self._inside = True
        self._send(f":fake 001 {self._nick} :Welcome")

    def _on_join(self, rest: str) -> None:
        for channel in rest.split()[0].split(","):
            self._enter(channel)

    def _enter(self, channel: str) -> None:
        if channel in self._server.closed:
            numeric = self._server.closed_by
            self._send(f":fake {numeric} {self._nick} {channel} :Cannot join channel")
            return
        self._send(
            f":{self._nick}!u@h JOIN {channel}",
            f":fake 353 {self._nick} = {channel} :{self._nick} leo",
            f":fake 366 {self._nick} {channel} :End of /NAMES list.",
        )

    def _on_privmsg(self, rest: str) -> None:
        target, _space, text = rest.partition(" ")
        text = text.removeprefix(":")
        self._server.said.append(text)
        if len(self._server.said) in self._server.breaks_at:
            self._writer.transport.abort()
        elif self._server.refuses(text):
            self._send(f":fake 404 {self._nick} {target} :Cannot send to channel")

    def _on_ping(self, token: str) -> None:
        self._send(f":fake PONG fake {token}")

    def _on_quit(self, _rest: str) -> None:
        self._send("ERROR :Closing Link")
        self._writer.close()
