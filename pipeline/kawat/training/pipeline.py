"""Putting the shipped pipeline together: the exported tagger, the knowledge base, the configuration."""

import shutil
import tempfile
from pathlib import Path

import spacy

from kawat import __version__
from kawat.training.export import export
from kawat.training.ner import NAMES
from kawat.training.texts import shipped_texts

MOST_PIECES = 38_000  # keeps the model under 38 MB


def assemble(model: Path, out: Path, *, data: Path, kb: Path, config: Path) -> None:
    """Write the pipeline directory `out`: the configuration's components, with the tagger of `model` and the file
    `kb`."""
    with tempfile.TemporaryDirectory() as directory:
        ner = Path(directory) / "ner"
        export(model, ner, texts=shipped_texts(data), most=MOST_PIECES)
        overrides = {"components.ner.model": str(ner), "components.linker.kb": str(kb)}
        nlp = spacy.util.load_model_from_config(spacy.util.load_config(config, overrides), auto_fill=True)
        nlp.get_pipe("ner").load()  # type: ignore[attr-defined]
        nlp.get_pipe("linker").load()  # type: ignore[attr-defined]
        # The saved pipeline brings both itself; the paths above end with this function.
        nlp.get_pipe_config("ner")["model"] = None
        nlp.get_pipe_config("linker")["kb"] = None
        nlp.meta.update(name="kawat_sm", version=__version__, license="MIT", description="Indonesian newswire, linked")
        nlp.to_disk(out, exclude=["vocab"])
        if (model / NAMES).exists():
            shutil.copy(model / NAMES, out / NAMES)
