"""Making models: the encoder, fine-tuning, export (extra `train`)."""
