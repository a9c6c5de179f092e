"""`kawat serve`: the HTTP interface and the desk's page, on FastAPI (extra `serve`)."""
