"""A tiny stand-in for the encoder of the shipped model: a BERT with a SentencePiece vocabulary and our tags."""

import shutil
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertForTokenClassification

from kawat.ner.labels import TAGS


@pytest.fixture(scope="session")
def tiny_tagger(tiny_xlmr: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2 layers x 32, random weights that can learn, the pieces of `tiny_xlmr` and one for our scheme."""
    out = tmp_path_factory.mktemp("tagger")
    tokenizer = Tokenizer.from_file(str(tiny_xlmr / "tokenizer.json"))
    tokenizer.add_special_tokens(["<scheme:kawat>"])
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
        initializer_range=0.1,
        pad_token_id=1,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: index for index, tag in enumerate(TAGS)},
    )
    torch.manual_seed(0)
    BertForTokenClassification(config).save_pretrained(out)
    tokenizer.save(str(out / "tokenizer.json"))
    shutil.copy(tiny_xlmr / "tokenizer_config.json", out)
    return out
