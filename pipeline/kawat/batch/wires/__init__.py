"""What wires send: NewsML-G2, NITF, NewsML 1.2 and ninjs, each read by its own fields into dispatches."""
