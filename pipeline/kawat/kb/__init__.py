"""The knowledge base: text facts and open sources in, one read-only SQLite file out."""
