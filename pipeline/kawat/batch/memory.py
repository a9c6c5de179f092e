"""How much memory a process has."""

import resource
import sys


def present_memory() -> int:
    """The memory of this process in bytes, its share of what it has in common with others (Linux); elsewhere the most
    that it has had."""
    try:
        with open("/proc/self/smaps_rollup", encoding="ascii") as lines:
            (kilobytes,) = (line.split()[1] for line in lines if line.startswith("Pss:"))
        return int(kilobytes) * 1024
    except (OSError, ValueError):  # no Linux, or one that does not say
        return peak_memory()


def peak_memory() -> int:
    """The most memory this process has had, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
