"""When: date expressions of Indonesian newswire, found and resolved to ISO 8601.

`grammar` finds `expressions` in text, `anchor` works out the day that they count from, `context` completes each from
the others, `resolve` turns them into `period`s of the calendar, and `component` is the pipeline's `dates`.
"""
