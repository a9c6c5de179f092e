"""How many processors there are for this process."""

import os


def processors() -> int:
    """Those that it may run on where the system tells (Linux), else all that the machine has; at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
