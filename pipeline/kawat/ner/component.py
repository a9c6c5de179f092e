"""Component `ner`: tags persons, organizations and locations with any transformer token-classification model."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import SimpleFrozenDict
from tokenizers import Tokenizer

from kawat.errors import KawatError
from kawat.kb.gazetteer import WIDTH
from kawat.ner.agreement import agree, joined
from kawat.ner.decode import Mention, decode, mentions
from kawat.ner.evidence import Evidence
from kawat.ner.pieces import Pieces
from kawat.ner.runtime import OnnxRuntime, Runtime
from kawat.ner.tagmap import TagMap
from kawat.ner.windows import Window, batches, windows

KEY = "kawat.ner"
CHUNK_WORDS = 20_000  # words taken together, so that batches are of like length and memory stays bounded


@Language.factory(
    "kawat_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "span._.score"],
    default_config={
        "model": None,
        "scheme": "kawat",
        "evidence": "linker",
        "labels": SimpleFrozenDict(),
        "window": 126,
        "overlap": 32,
        "batch_pieces": 2048,
        "temperature": 1.0,
        "threads": 0,
        "device": "auto",
        "bf16": False,
        "revision": None,
    },
)
def make_ner(
    nlp: Language,
    name: str,
    model: str | None,
    scheme: str,
    evidence: str | None,
    labels: dict[str, str],
    window: int,
    overlap: int,
    batch_pieces: int,
    temperature: float,
    threads: int,
    device: str,
    bf16: bool,
    revision: str | None,
) -> "NameTagger":
    """`model`: a directory with `model.onnx` (ONNX Runtime), or a Hub name or directory of transformers (torch, extra
    `hub`); None when `from_disk` will bring one. `scheme`: whose habits of annotation to follow, for models that
    learned several (see training/ner.py); other models ignore it. `evidence`: the component whose knowledge base says
    which names are known, for models that learned to use that. `labels`: the model's label names to PER, ORG, LOC
    or "". `window`, `overlap`, `batch_pieces` count pieces. `temperature` calibrates the scores. `threads` is ONNX
    Runtime's (0: all cores); `device`, `bf16` and `revision` are torch's."""
    return NameTagger(
        name,
        model,
        scheme=scheme,
        evidence=Evidence(nlp, evidence),
        labels=dict(labels),
        window=window,
        overlap=overlap,
        batch_pieces=batch_pieces,
        temperature=temperature,
        threads=threads,
        device=device,
        bf16=bf16,
        revision=revision,
    )


def score(span: Span) -> float | None:
    """The probability that a mention's span and label are right; None for a span that `ner` did not make."""
    return span.doc.user_data.get(KEY, {}).get(f"{span.start}:{span.end}:{span.label_}")


Span.set_extension("score", getter=score, force=True)


class NameTagger:
    """Tags the names of documents; see `make_ner` for the parameters. The model is read when it is first needed."""

    def __init__(
        self,
        name: str,
        model: str | None,
        *,
        scheme: str,
        evidence: Evidence,
        labels: dict[str, str],
        window: int,
        overlap: int,
        batch_pieces: int,
        temperature: float,
        threads: int,
        device: str,
        bf16: bool,
        revision: str | None,
    ) -> None:
        if window < 8 or not 0 <= overlap < window or temperature <= 0:
            given = f"window {window}, overlap {overlap}, temperature {temperature}"
            raise KawatError(f"{name}: {given}; expected window >= 8, 0 <= overlap < window, temperature > 0")
        self.name = name
        self.model = model
        self.scheme = scheme
        self.evidence = evidence
        self.labels = labels
        self.window = window
        self.overlap = overlap
        self.batch_pieces = batch_pieces
        self.temperature = temperature
        self.threads = threads
        self.device = device
        self.bf16 = bf16
        self.revision = revision
        self._runtime: Runtime | None = None

    # The model

    def load(self) -> None:
        """Read the model named by the configuration. Raises KawatError naming it and what is wrong."""
        if self._runtime is not None:
            return
        if self.model is None:
            raise KawatError(f"{self.name}: no model; set components.{self.name}.model or load a saved pipeline")
        if (Path(self.model) / "model.onnx").exists():
            self.from_disk(self.model)
        else:
            self._use_torch(self.model)

    def _use_torch(self, model: str) -> None:
        from kawat.ner.torch_runtime import TorchRuntime

        runtime = TorchRuntime(model, device=self.device, bf16=self.bf16, revision=self.revision)
        self._use(runtime, Tokenizer.from_str(runtime.tokenizer_json()))

    def _use(self, runtime: Runtime, tokenizer: Tokenizer) -> None:
        self._map = TagMap(runtime.tags, self.labels, runtime.name)
        self._pieces = Pieces(tokenizer)
        self._first = self._pieces.opening(self.scheme)
        self._runtime = runtime
        self._size = min(self.window, runtime.longest - 2)

    def schemes(self) -> list[str]:
        """The annotation schemes that the model has learned; none for a model that knows but its own."""
        self.load()
        return self._pieces.schemes()

    def follow(self, scheme: str) -> None:
        """Tag by another annotation scheme from now on. Raises KawatError for one that the model has not learned."""
        if scheme not in self.schemes():
            known = ", ".join(self.schemes()) or "none"
            raise KawatError(f"{self.name}: the model has not learned the scheme {scheme!r}; it knows {known}")
        self.scheme = scheme
        self._first = self._pieces.opening(scheme)

    def use_threads(self, threads: int) -> None:
        """Run the model on so many threads from now on (0: all cores), as processes that share a machine should."""
        self.load()
        assert self._runtime is not None
        self.threads = threads
        self._runtime.use_threads(threads)

    # Documents

    def __call__(self, doc: Doc) -> Doc:
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1000) -> Iterator[Doc]:
        """Tag a stream, at most `batch_size` documents and about 20,000 words at a time. A batch that fails raises
        KawatError naming its documents."""
        self.load()
        for docs in chunks(stream, batch_size):
            try:
                self._tag(docs)
            except KawatError:
                raise  # says what is wrong already, and it is not the documents
            except Exception as error:
                named = "; ".join(repr(doc.text[:40]) for doc in docs[:5])
                more = f" and {len(docs) - 5} more" if len(docs) > 5 else ""
                raise KawatError(
                    f"{self.name}: {type(error).__name__}: {error} in the documents {named}{more}"
                ) from error
            yield from docs

    def _tag(self, docs: Sequence[Doc]) -> None:
        for words, rows in self.read(docs):
            annotate(words, rows, self.temperature)

    def read(self, docs: Sequence[Doc]) -> Iterator[tuple["Words", np.ndarray]]:
        """The words of each document and their logits, f32 (words, TAGS)."""
        self.load()
        read = [Words(doc) for doc in docs]
        logits = self.logits([words.texts for words in read], [words.bounds for words in read])
        for words, rows in zip(read, logits, strict=True):
            yield words, self._map(rows)

    def logits(self, words: Sequence[Sequence[str]], bounds: Sequence[Sequence[int]]) -> list[np.ndarray]:
        """The model's logits, f32 (words, model tags) for each document. `bounds`: the words at which sentences
        start."""
        assert self._runtime is not None
        encoded = [self._pieces(document) for document in words]
        cut: list[Window] = []
        for index, (document, starts) in enumerate(zip(encoded, bounds, strict=True)):
            lengths = np.fromiter(map(len, document), np.int64, len(document))
            cut += windows(index, lengths, starts, size=self._size, overlap=self.overlap)
        known = [self.evidence(document) for document in words] if self._runtime.reads_evidence else None
        results = [np.empty((len(document), len(self._runtime.tags)), np.float32) for document in words]
        for batch in batches(cut, self.batch_pieces):
            self._run(batch, encoded, known, results)
        return results

    def _run(
        self,
        batch: Sequence[Window],
        encoded: list[list[tuple[int, ...]]],
        known: list[np.ndarray] | None,
        results: list[np.ndarray],
    ) -> None:
        assert self._runtime is not None
        pieces = np.full((len(batch), batch[0].pieces + 2), self._pieces.pad, np.int64)
        evidence = None if known is None else np.zeros((*pieces.shape, WIDTH), np.float32)
        firsts = []
        for row, window in enumerate(batch):
            ids, first = [self._first], []
            for word in encoded[window.document][window.start : window.end]:
                first.append(len(ids))
                ids += word
            ids = [*ids[: window.pieces + 1], self._pieces.last]
            pieces[row, : len(ids)] = ids
            firsts.append(first)
            if known is not None and evidence is not None:
                lengths = [len(word) for word in encoded[window.document][window.start : window.end]]
                spread = np.repeat(known[window.document][window.start : window.end], lengths, axis=0)
                evidence[row, 1 : len(ids) - 1] = spread[: len(ids) - 2]
        logits = self._runtime(pieces, (pieces != self._pieces.pad).astype(np.int64), evidence)
        for row, (window, first) in enumerate(zip(batch, firsts, strict=True)):
            kept = first[window.keep - window.start : window.until - window.start]
            results[window.document][window.keep : window.until] = logits[row, kept]

    # Serialization

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        directory = Path(path)
        directory.mkdir(parents=True, exist_ok=True)
        for name, content in self._files().items():
            (directory / name).parent.mkdir(exist_ok=True)
            (directory / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "NameTagger":
        directory = Path(path)
        if (directory / "network").is_dir():
            self._use_torch(str(directory / "network"))
            return self
        model = directory / "model.onnx"
        try:
            tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
            settings = json.loads((directory / "ner.json").read_text(encoding="utf-8"))
        except Exception as error:  # tokenizers raises bare Exception
            raise KawatError(f"{directory}: not a saved `ner` ({error}); install the pipeline again") from error
        if not model.is_file():
            raise KawatError(f"{model}: missing; install the pipeline again")
        self._use(self._onnx(model, settings), tokenizer)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        import srsly

        return srsly.msgpack_dumps(self._files())

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "NameTagger":
        import srsly

        files = srsly.msgpack_loads(data)
        if "model.onnx" not in files:
            import tempfile

            with tempfile.TemporaryDirectory() as directory:
                for name, content in files.items():
                    (Path(directory) / name).parent.mkdir(exist_ok=True)
                    (Path(directory) / name).write_bytes(content)
                return self.from_disk(directory)
        tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
        self._use(self._onnx(files["model.onnx"], json.loads(files["ner.json"])), tokenizer)
        return self

    def _files(self) -> dict[str, bytes]:
        self.load()
        if not isinstance(self._runtime, OnnxRuntime):
            return {f"network/{name}": content for name, content in self._runtime.to_bytes().items()}  # type: ignore
        settings = {"tags": list(self._runtime.tags), "longest": self._runtime.longest}
        return {
            "model.onnx": self._runtime.to_bytes(),
            "tokenizer.json": self._pieces.tokenizer.to_str().encode(),
            "ner.json": (json.dumps(settings, indent=1) + "\n").encode(),
        }

    def _onnx(self, model: Path | bytes, settings: dict) -> OnnxRuntime:
        return OnnxRuntime(model, tuple(settings["tags"]), longest=settings["longest"], threads=self.threads)


class Words:
    """A document's tokens less its white space: their `texts`, their `places` in the document, and `bounds`, the words
    at which sentences start (the first is 0; one sentence when the document has none set)."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.places: list[int] = []
        self.texts: list[str] = []
        self.bounds: list[int] = []
        split = doc.has_annotation("SENT_START")
        starts = True
        for token in doc:
            starts = starts or (split and bool(token.is_sent_start))
            if token.is_space:
                continue
            if starts:
                self.bounds.append(len(self.places))
                starts = False
            self.places.append(token.i)
            self.texts.append(token.text)


def chunks(stream: Iterable[Doc], documents: int) -> Iterator[list[Doc]]:
    """Documents in groups of at most `documents`, closed when they hold CHUNK_WORDS."""
    group: list[Doc] = []
    held = 0
    for doc in stream:
        group.append(doc)
        held += len(doc)
        if len(group) >= documents or held >= CHUNK_WORDS:
            yield group
            group, held = [], 0
    if group:
        yield group


def named(words: Words, logits: np.ndarray, temperature: float) -> list[Mention]:
    """The mentions of a document, in its words. `logits`: f32 (words, TAGS)."""
    found = mentions(logits, decode(logits, words.bounds), words.bounds, temperature)
    return agree(joined(list(found), words.texts), words.texts)


def annotate(words: Words, logits: np.ndarray, temperature: float) -> None:
    """Set the document's entities and their scores. `logits`: f32 (words, TAGS)."""
    doc, places = words.doc, words.places
    spans, scores = [], {}
    for mention in named(words, logits, temperature):
        span = Span(doc, places[mention.start], places[mention.end - 1] + 1, mention.label)
        spans.append(span)
        scores[f"{span.start}:{span.end}:{mention.label}"] = mention.score
    doc.set_ents(spans)
    doc.user_data[KEY] = scores
