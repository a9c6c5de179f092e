"""The desk: a page on which people read annotated dispatches, correct them, and save them as gold."""
