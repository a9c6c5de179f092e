"""What each lever of the tagger's training brings: short trainings with and without it, each from several seeds.

    make ablation          one training for each processor at a time, about eight minutes each

A training is configs/train/ablation.cfg, from the bare encoder, changed by one lever; its score is the strict span F1
on the 828 sentences of real copy that are held out of the project's annotation, words alone (training/held_out.py).
Such a training is a tenth of what ships: the figures tell levers apart, not how good the shipped tagger is. What a
training has scored is kept in OUT, and not trained again; the weights of those with everything are kept, too, and
averaged two by two at the end.
"""

import argparse
import json
import shutil
import statistics
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import torch
from rich.console import Console
from rich.table import Table

from kawat.files import write_whole
from kawat.processors import processors
from kawat.training.average import average
from kawat.training.held_out import f1
from kawat.training.ner import OURS, Recipe, Source, Trainer

RECIPE = Path("configs/train/ablation.cfg")
WHOLE = "everything"
AVERAGED = "everything, the weights of two seeds averaged"

Lever = Callable[[Recipe], Recipe]
Change = Callable[[str, Source], Source]


def sources(change: Change, recipe: Recipe) -> Recipe:
    """The recipe with each of its sources changed."""
    return replace(recipe, sources={name: change(name, source) for name, source in recipe.sources.items()})


def one_scheme(_: str, source: Source) -> Source:
    return replace(source, scheme=OURS)


def indonesian_alone(_: str, source: Source) -> Source:
    return replace(source, repeat=0) if source.path.startswith("ner_world/") else source


def all_licences(_: str, source: Source) -> Source:
    """With about as many sentences of the sets that are not open as of those that are."""
    return source if source.repeat else replace(source, repeat=0.022)


def names_as_they_are(_: str, source: Source) -> Source:
    return replace(source, swapped=0)


def annotated_at_random(name: str, source: Source) -> Source:
    """As many of our sentences, none of them chosen by the tagger's doubt."""
    chosen = name in ("ours_uncertain", "ours_organizations")
    other = name in ("ours_panl", "ours_news")
    return replace(source, repeat=0 if chosen else source.repeat * 1.765 if other else source.repeat)


LEVERS: dict[str, Lever] = {
    WHOLE: lambda recipe: recipe,
    "one scheme for all sets": partial(sources, one_scheme),
    "no gold of other languages": partial(sources, indonesian_alone),
    "gold of other languages under all licences": partial(sources, all_licences),
    "no evidence of the knowledge base": lambda recipe: replace(recipe, kb=None),
    "none of ours chosen by doubt, as many others": partial(sources, annotated_at_random),
    "names as they are": partial(sources, names_as_they_are),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path, help="where scores are kept")
    parser.add_argument("--data", type=Path, required=True, help="the data directory, see its README")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    given = parser.parse_args()
    runs = [(lever, seed) for seed in given.seeds for lever in LEVERS]
    with ProcessPoolExecutor(
        processors(), get_context("spawn"), initializer=torch.set_num_threads, initargs=(1,)
    ) as pool:
        for lever, seed, score in pool.map(partial(score_of, given.out, given.data), *zip(*runs, strict=True)):
            print(f"{lever}, seed {seed}: {100 * score:.2f}", flush=True)
    others = given.seeds[1:] + (given.seeds[:1] if len(given.seeds) > 2 else [])
    for seed, other in zip(given.seeds, others, strict=False):
        score_of_mean(given.out, given.data, seed, other)
    Console(width=110).print(table(given.out, given.seeds))


def score_of(out: Path, data: Path, lever: str, seed: int) -> tuple[str, int, float]:
    """The lever, the seed, and the held-out F1 (0..1) of the training with them."""
    path = score_path(out, lever, seed)
    if not path.exists():
        recipe = replace(LEVERS[lever](Recipe.read(RECIPE)), seed=seed)
        trained = path.with_suffix("")
        trainer = Trainer(recipe, data, trained, log=lambda _: None)
        trainer.run()
        score = f1(trainer.model, trainer.held_out, trainer.device)
        keep_score(path, lever, seed, score)
        if lever != WHOLE:  # whose weights are yet to be averaged
            shutil.rmtree(trained)
    return lever, seed, read_score(path)


def score_of_mean(out: Path, data: Path, seed: int, other: int) -> None:
    """Keep the held-out F1 of the mean of what two seeds have trained."""
    path = score_path(out, AVERAGED, seed)
    if not path.exists():
        mean = path.with_suffix("")
        average([score_path(out, WHOLE, each).with_suffix("") for each in (seed, other)], mean)
        trainer = Trainer(replace(Recipe.read(RECIPE), base=str(mean)), data, mean, log=lambda _: None)
        keep_score(path, AVERAGED, seed, f1(trainer.model, trainer.held_out, trainer.device))
        shutil.rmtree(mean)


def keep_score(path: Path, lever: str, seed: int, score: float) -> None:
    write_whole(path, json.dumps({"lever": lever, "seed": seed, "f1": score}).encode())


def read_score(path: Path) -> float:
    return json.loads(path.read_text(encoding="utf-8"))["f1"]


def score_path(out: Path, lever: str, seed: int) -> Path:
    name = "".join(letter if letter.isalnum() else "-" for letter in lever)
    return out / f"{name}-{seed}.json"


def table(out: Path, seeds: list[int]) -> Table:
    """Mean and standard deviation of each lever over the seeds that are there, and of its difference to everything."""
    shown = Table("training", "seeds", "F1", "difference", title="F1 on held-out real copy")
    scores = {
        (lever, seed): 100 * read_score(path)
        for lever in (*LEVERS, AVERAGED)
        for seed in seeds
        if (path := score_path(out, lever, seed)).exists()
    }
    for lever in dict.fromkeys(lever for lever, _ in scores):
        found = {seed: scores[lever, seed] for seed in seeds if (lever, seed) in scores}
        differences = [score - scores[WHOLE, seed] for seed, score in found.items() if (WHOLE, seed) in scores]
        shown.add_row(lever, str(len(found)), spread(list(found.values())), spread(differences))
    return shown


def spread(values: list[float]) -> str:
    if len(values) < 2:
        return ", ".join(f"{value:.2f}" for value in values)
    return f"{statistics.mean(values):.2f} ± {statistics.stdev(values):.2f}"


if __name__ == "__main__":
    main()
