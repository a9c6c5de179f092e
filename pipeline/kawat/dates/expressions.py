"""What a date expression says, before anything is known of when it was written."""

from dataclasses import dataclass

from kawat.dates.period import Unit

PAST, NEAREST, FUTURE = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as far as it is said.

    `weekday` 0 is Monday; `week` counts from the present one (`Jumat pekan lalu`: -1), and so do `years` (`1 Januari
    tahun depan`: 1) and `months` (`tanggal 20 bulan ini`: 0); `side` of the present on which it lies; `dated`: written
    as a report's own days are, in figures: `(7/1/2022)`.
    """

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    week: int | None = None
    years: int | None = None
    months: int | None = None
    side: int = NEAREST
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month; `years` counts its year from the present one (`September tahun lalu`: -1)."""

    month: int
    year: int | None = None
    years: int | None = None
    side: int = NEAREST


@dataclass(frozen=True, slots=True)
class Year:
    year: int


@dataclass(frozen=True, slots=True)
class Counted:
    """`count` units from the present, or with `story` from the day last spoken of (`sehari sebelumnya`).

    `years` moves it by that many years: `bulan yang sama tahun lalu`.
    """

    unit: Unit
    count: int
    story: bool = False
    years: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """The next (`step` 1) or last (-1) weekday or month from the day last spoken of: `Selasa berikutnya`."""

    of: Day | Month
    step: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last (`count` < 0) or next `count` units: `dua hari terakhir`, `lima tahun ke depan`."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Third:
    """Beginning (0), middle (1) or end (2) of something; `since`: from that beginning until the present.

    `nearest`: of which one is left open (`pada akhir pekan`).
    """

    of: "Month | Year | Counted | Months | Between"
    which: int
    since: bool
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """A quarter or half: `count` months from month `first` of a year; `nearest`: of which one is left open."""

    of: Year | Counted
    first: int
    count: int
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week `number` of a month, -1 its last; the first holds the 4th, as that of a year does by ISO."""

    of: Month
    number: int


@dataclass(frozen=True, slots=True)
class Between:
    """From one to another."""

    first: Day | Month | Year | Third
    last: Day | Month | Year | Third


@dataclass(frozen=True, slots=True)
class Unclear:
    """What no calendar can tell, and why."""

    reason: str


What = Day | Month | Year | Counted | Beside | Stretch | Third | Months | WeekOf | Between | Unclear


@dataclass(frozen=True, slots=True)
class Expression:
    """Characters `start` to `end` of the text say `what`.

    `ahead`: the clause speaks of what is to come; `planned`: of what is held, played or voted on, whenever that is;
    `listed`: it goes on a list with the one before.
    """

    start: int
    end: int
    what: What
    ahead: bool = False
    planned: bool = False
    listed: bool = False


def is_bare(what: What) -> bool:
    """Whether it is months or days of a month alone, which may be those of every year."""
    if isinstance(what, Between):
        return is_bare(what.first) and is_bare(what.last)
    if isinstance(what, Day):
        return what == Day(day=what.day, month=what.month) and what.month is not None
    return isinstance(what, Month) and what == Month(what.month)
