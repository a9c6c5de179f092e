"""Finding and loading pipelines: the default one, directories, configuration files, installed packages."""

from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language

from kawat.errors import KawatError

DEFAULT = "id_kawat_sm"


def default_path() -> Path:
    """The default pipeline's directory: inside an installed package, or in the source tree."""
    package = Path(__file__).parent
    for path in (package / "models" / DEFAULT, package.parents[1] / "models" / DEFAULT):
        if (path / "config.cfg").exists():
            return path
    raise KawatError(
        f"the default pipeline {DEFAULT} is not there; install the wheel, or run `make model` in the source tree"
    )


@spacy.registry.misc("kawat.default_kb.v1")
def default_kb() -> str:
    """The path of the default pipeline's knowledge base, for configurations that bring only a model of their own."""
    return str(default_path() / "linker" / "kb.sqlite")


def load_pipeline(name: str | Path | None) -> Language:
    """See `kawat.load`."""
    if name is None:
        name = default_path()
    try:
        return _from_config(Path(name)) if str(name).endswith(".cfg") else spacy.load(name)
    except KawatError:
        raise
    except Exception as error:  # configurations, factories and files raise what they like
        reason = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        remedy = "expected a pipeline directory, a .cfg file or an installed package; see `configs/` for examples"
        raise KawatError(f"{name}: cannot be loaded ({reason}); {remedy}") from error


def _from_config(path: Path) -> Language:
    nlp = spacy.util.load_model_from_config(spacy.util.load_config(path), auto_fill=True)
    for _, component in nlp.pipeline:
        if hasattr(component, "load"):
            component.load()  # now, so that a model that cannot be used is known before the first dispatch
    return nlp


@lru_cache(maxsize=1)
def default_pipeline() -> Language:
    """The default pipeline, loaded once in a process."""
    return load_pipeline(None)
