"""Many dispatches: a plan fixed at the start, parts written whole, runs that resume, rejects that are counted."""
