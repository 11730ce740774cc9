"""A server of mail on this machine that delivers nothing: what a campus sends is read here."""

from __future__ import annotations

import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

PATIENCE_S = 15.0
ANSWERS = {"DATA": "354 go on", "QUIT": "221 goodbye"}


class Mailbox:
    """Takes mail for everybody, from the moment it is made."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        letters = self.letters

        class Letterbox(StreamRequestHandler):
            """One connection of the campus: as much of SMTP as Python's own client speaks."""

            def handle(self) -> None:
                self._say("220 a mailbox for tests")
                while line := self.rfile.readline():
                    word = line.decode().split(":")[0].split()[0].upper()
                    self._say(ANSWERS.get(word, "250 well"))
                    if word == "DATA":
                        letters.append(self._letter())
                        self._say("250 kept")
                    if word == "QUIT":
                        return

            def _letter(self) -> EmailMessage:
                lines = iter(self.rfile.readline, b".\r\n")
                text = b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)
                return message_from_bytes(text, policy=policy.default)

            def _say(self, words: str) -> None:
                self.wfile.write(f"{words}\r\n".encode())

        self._server = ThreadingTCPServer(("127.0.0.1", 0), Letterbox)
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it is, as the environment of a campus names it."""
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def last_to(self, email: str) -> str:
        """The text of the newest letter to somebody, which may still be on its way; each is read once.

        Raises
        ------
        AssertionError
            If none comes in time.
        """
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            for letter in [each for each in self.letters if email in each["To"]]:
                self.letters.remove(letter)
                return str(letter.get_content())
            time.sleep(0.05)
        raise AssertionError(f"no letter to {email}; there are {[str(each['To']) for each in self.letters]}")

    def close(self) -> None:
        """Take no more."""
        self._server.shutdown()
        self._server.server_close()
