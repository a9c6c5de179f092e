"""What tests of several parts share: the sample dispatch, and tiny models that stand in for those of the Hub."""

import os
import shutil

os.environ["HF_HUB_OFFLINE"] = "1"  # before transformers is imported: no test asks the Hub
# Before torch is: tiny models gain nothing by more threads, and where other work runs, threads wait for each other.
os.environ["OMP_NUM_THREADS"] = "1"

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForTokenClassification,
    PreTrainedTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaForTokenClassification,
)

ROOT = Path(__file__).parent.parent
SAMPLE = (ROOT / "examples" / "dispatch_csto.txt").read_text(encoding="utf-8")
TINY = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


@pytest.fixture(scope="session")
def sample() -> str:
    return SAMPLE


@pytest.fixture(scope="session")
def tiny_xlmr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An XLM-R of 2 layers x 32 with random weights and a SentencePiece (Unigram) tokenizer of the sample's words."""
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.train_from_iterator(
        SAMPLE.splitlines(),
        trainers.UnigramTrainer(vocab_size=400, special_tokens=special, unk_token="<unk>", show_progress=False),
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    names = dict(zip(("bos", "pad", "eos", "unk", "mask"), special, strict=True)) | {"cls": "<s>", "sep": "</s>"}
    config = XLMRobertaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        **TINY,
        max_position_embeddings=130,
        pad_token_id=1,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: index for index, tag in enumerate(TAGS)},
    )
    return _save(tmp_path_factory.mktemp("xlmr"), XLMRobertaForTokenClassification, config, tokenizer, names)


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of 2 layers x 32 with random weights, a WordPiece tokenizer, and label names of another scheme."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(
        SAMPLE.splitlines(), trainers.WordPieceTrainer(vocab_size=400, special_tokens=special, show_progress=False)
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = dict(zip(("pad", "unk", "cls", "sep", "mask"), special, strict=True))
    labels = ["O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION", "B-GPE", "I-GPE", "B-DATE", "I-DATE"]
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        **TINY,
        max_position_embeddings=128,
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
    )
    return _save(tmp_path_factory.mktemp("bert"), BertForTokenClassification, config, tokenizer, names)


def _save(directory: Path, kind: type, config: object, tokenizer: Tokenizer, names: dict[str, str]) -> Path:
    torch.manual_seed(0)
    network = kind(config)
    for parameter in network.parameters():  # the usual start is so small that every tag would be as likely
        torch.nn.init.normal_(parameter, std=0.3)
    network.save_pretrained(directory)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, **{f"{name}_token": piece for name, piece in names.items()}
    )
    fast.model_max_length = 128
    fast.save_pretrained(directory)
    return directory


@pytest.fixture(scope="session")
def tiny_tagger(tiny_xlmr: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2 layers x 32, random weights that can learn, the pieces of `tiny_xlmr` and one for our scheme."""
    out = tmp_path_factory.mktemp("tagger")
    tokenizer = Tokenizer.from_file(str(tiny_xlmr / "tokenizer.json"))
    tokenizer.add_special_tokens(["<scheme:kawat>"])
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        **TINY,
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
