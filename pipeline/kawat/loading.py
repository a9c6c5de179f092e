"""Finding and loading pipelines: the default one, directories, configuration files, installed packages."""

from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language

from kawat.errors import KawatError

DEFAULT = "id_kawat_sm"

_EXPECTED = "expected a pipeline directory, a .cfg file or an installed package; see `configs/` for examples"


def _shipped(name: str) -> Path | None:
    """What ships under this name: inside an installed package, or in the source tree."""
    package = Path(__file__).parent
    places = (package / name, package.parents[1] / name)
    return next((path for path in places if path.exists()), None)


def default_path() -> Path:
    """The default pipeline's directory."""
    config = _shipped(f"models/{DEFAULT}/config.cfg")
    if config is None:
        raise KawatError(
            f"the default pipeline {DEFAULT} is not there; install the wheel, or run `make model` in the source tree"
        )
    return config.parent


@spacy.registry.misc("kawat.default_kb.v1")
def default_kb() -> str:
    """The path of the default pipeline's knowledge base, for configurations that bring only a model of their own."""
    return str(default_path() / "linker" / "kb.sqlite")


@spacy.registry.misc("kawat.shipped_tagger.v1")
def shipped_tagger(name: str) -> str:
    """The directory of a tagger that ships beside the default pipeline, for configurations that use it."""
    model = _shipped(f"models/{name}/model.onnx")
    if model is None:
        raise KawatError(
            f"the tagger {name} is not there; install the wheel, or see `configs/train/` for how it is made"
        )
    return str(model.parent)


def pipeline_path(name: str | Path | None) -> Path:
    """Where the pipeline is that `kawat.load` loads: its directory, configuration file or package. Raises KawatError
    for a name that is none."""
    if name is None:
        return default_path()
    if config := _shipped(f"configs/{name}.cfg"):
        return config
    if isinstance(name, str) and spacy.util.is_package(name):
        return spacy.util.get_package_path(name)
    if Path(name).exists():
        return Path(name)
    raise KawatError(f"{name}: no pipeline; {_EXPECTED}")


def load_pipeline(name: str | Path | None) -> Language:
    """See `kawat.load`."""
    path = pipeline_path(name)
    try:
        return _from_config(path) if path.suffix == ".cfg" else spacy.load(path if name is None else name)
    except KawatError:
        raise
    except Exception as error:  # configurations, factories and files raise what they like
        reason = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise KawatError(f"{name}: cannot be loaded ({reason}); {_EXPECTED}") from error


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
