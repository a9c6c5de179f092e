"""When: date expressions of Indonesian newswire, found and resolved to ISO 8601.

`expressions` finds them in text, `anchor` works out the day that they count from, `resolve` turns them into `period`s
of the calendar, and `component` is the pipeline's `dates`.
"""
