"""What the output of a batch is about: who and what it names, how often, when, together with whom."""
