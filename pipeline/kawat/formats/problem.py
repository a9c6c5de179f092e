"""A fault in a file: where it is, what is wrong, and what to write instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kawat.errors import KawatError


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` and `column` count from 1, columns in code points."""

    path: Path
    line: int
    column: int
    message: str
    fix: str

    @classmethod
    def at(cls, path: Path, text: str, offset: int, message: str, fix: str) -> "Problem":
        """The problem at code point `offset` of `text`."""
        line_start = text.rfind("\n", 0, offset) + 1
        return cls(path, text.count("\n", 0, offset) + 1, offset - line_start + 1, message, fix)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}; {self.fix}"


def require_none(problems: Sequence[Problem]) -> None:
    """Raises KawatError with the first problem and the number of others, if there are any."""
    if problems:
        others = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise KawatError(f"{problems[0]}{others}")


def read_lines(path: Path) -> list[str]:
    """The file's lines, as `read_text` reads it; only a line feed ends one, whatever Unicode calls a line's end."""
    return [line.removesuffix("\r") for line in read_text(path).removesuffix("\n").split("\n")]


def read_text(path: Path) -> str:
    """The file's text, every character as it stands; raises KawatError where it is missing or not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KawatError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise KawatError(str(Problem.at(path, before, len(before), message, "save the file as UTF-8"))) from None
