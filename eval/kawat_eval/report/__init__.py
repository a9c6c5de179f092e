"""The run for people: tables for terminal and Markdown, one self-contained HTML page."""
