"""The one kind of error that a user can cause."""


class KawatError(Exception):
    """Wrong input, files or settings: one line that says what was given, what is wrong, and what to do.

    The command line prints the message to stderr and exits with status 2; it never shows a traceback for it.
    """
