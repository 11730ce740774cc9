"""The lines of a table before they are cells: in UTF-8, none without end, and again where a cell swallowed some."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO

from envol.errors import ContentError
from envol.flight.content.fault import Fault

LONGEST_LINE = 1 << 20
"""Letters in one line: beyond it the file is no table, and reading on would only fill the memory."""
MOST_LINES = 200_000
"""Lines of one record: more than the longest cell can have."""
_SAVE_AGAIN = "save it as “CSV UTF-8” in the spreadsheet, or run iconv -f {} -t UTF-8 {!r} > new.csv"
_MARK = "\ufeff"
"""Files that were put together have it in their middle; it says nothing there."""
_UNSEEN = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f{_MARK}]")
_WRONG_BYTE = re.compile("[\udc80-\udcff]")


class Lines:
    """The lines of a text, for `csv.reader`; those of one record can be given back.

    Parameters
    ----------
    opened : text file
    name : str
        How faults call it.
    """

    def __init__(self, opened: IO[str], name: str) -> None:
        self._opened, self._name = opened, name
        self._ahead: list[str] = []
        """Lines that were given back, the next one last."""
        self._held: list[str] = []
        self._number = 0
        self.unseen = ""
        """A control character of the record, which no spreadsheet shows."""
        self.given_back = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.pop() if self._ahead else self._read()
        if _UNSEEN.search(line):
            line = self._cleaned(line)
        if len(self._held) == MOST_LINES:
            self._refuse("a closing quotation mark", f"none for {MOST_LINES:_} lines", "")
        self._held.append(line)
        return line

    @property
    def held(self) -> int:
        """How many lines the record has taken."""
        return len(self._held)

    def begin(self) -> None:
        """Begin a record."""
        self._held.clear()
        self.unseen = ""

    def put_back(self, line: str) -> None:
        """Let a line come again, the very next one; as if it had not been read."""
        self._ahead.append(line)

    def give_back(self) -> None:
        """Give all lines of the record back but its first.

        None is read over and over: of the lines that one open quotation mark swallows only the last can open another.
        """
        again = self._held[1:]
        self.given_back += len(again)
        self._ahead += reversed(again)

    def _read(self) -> str:
        line = self._opened.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) == LONGEST_LINE:
            self._refuse(f"a line under {LONGEST_LINE:_} letters", "a longer one", "")
        return line

    def _cleaned(self, line: str) -> str:
        if "\0" in line:
            is_wide = 3 * line.count("\0") > len(line)
            self._refuse("text", "a NUL byte", _save_again("UTF-16", self._name) if is_wide else "this is no CSV file")
        line = line.replace(_MARK, "")
        if left := _UNSEEN.search(line):
            self.unseen = self.unseen or left[0]
        return line

    def _refuse(self, expected: str, found: str, hint: str) -> None:
        raise ContentError([Fault(file=self._name, line=self._number, expected=expected, found=found, hint=hint)])


def wrong_encoding(path: Path, name: str) -> Fault:
    """Look for the first line that is not UTF-8: the reader works in blocks and cannot say."""
    expected, number = "text in UTF-8", 0
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as opened:
        while line := opened.readline(LONGEST_LINE):
            number += 1
            if wrong := _WRONG_BYTE.search(line):
                before = line[: wrong.start()].encode(errors="surrogateescape")
                is_wide = "\0" in line or line[:2] in ("\udcff\udcfe", "\udcfe\udcff")
                found = f"0x{ord(wrong[0]) - 0xDC00:02X} as byte {len(before) + 1} of the line"
                hint = _save_again("UTF-16" if is_wide else "WINDOWS-1252", path.name)
                return Fault(file=name, line=number, expected=expected, found=found, hint=hint)
    return Fault(file=name, expected=expected, found="bytes that are none", hint=_save_again("WINDOWS-1252", path.name))


def _save_again(encoding: str, name: str) -> str:
    return _SAVE_AGAIN.format(encoding, Path(name).name)
