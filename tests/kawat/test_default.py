"""The pipeline that ships: the sample dispatch in full, other dispatches, and nothing but its own directory."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import kawat
from kawat.linking.model import Model
from kawat.loading import default_path
from kawat.record import Record
from kawat_eval.gold import read_gold

GOLD = Path(__file__).parents[2] / "eval" / "gold"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return kawat.load()


def links(doc: Doc) -> dict[str, str]:
    return {ent.text: ent.kb_id_ for ent in doc.ents}


def test_every_name_of_the_sample_is_found_and_linked_and_nothing_else(nlp, sample):
    [gold] = [document for document in read_gold(GOLD) if document.id == "sample-csto"]
    assert gold.text == sample
    found = {(ent.start_char, ent.end_char): (ent.label_, ent.kb_id_) for ent in nlp(sample).ents}
    assert found.keys() == {(mention.start, mention.end) for mention in gold.mentions}
    for mention in gold.mentions:
        label, id = found[mention.start, mention.end]
        assert (label, id in mention.ids) == (mention.label, True), mention


def test_three_spellings_of_one_organization_have_one_id(nlp, sample):
    found = links(nlp(sample))
    forms = ("Organisasi Perjanjian Keamanan Kolektif", "Collective Security Treaty Organization", "CSTO")
    assert {found[form] for form in forms} == {"CSTO"}
    assert found["Putin"] == found["Vladimir Putin"] == "vladimir-putin"


def test_the_sample_says_when(nlp, sample):
    dates = {date.span.text: date.value for date in nlp(sample)._.dates}
    assert dates == {
        "Kamis (6/1)": "2022-01-06",
        "Jumat (7/1)": "2022-01-07",
        "Jumat": "2022-01-07",
        "Rabu (5/1)": "2022-01-05",
        "beberapa hari terakhir": None,
    }


def test_the_sample_says_who_said_what(nlp, sample):
    said = [(quote.name, quote.cluster, quote.cue.text, quote.direct) for quote in nlp(sample)._.quotes]
    service = ("layanan pers kepresidenan Kazakhstan", "")
    assert said == [
        ("Kremlin", "kremlin", "disampaikan", False),
        ("Kremlin", "kremlin", "demikian", True),
        ("Kremlin", "kremlin", "kata", False),
        ("Kremlin", "kremlin", "imbuh", True),
        ("Kremlin", "kremlin", "lanjut", False),
        ("sejumlah laporan", "", "menurut", False),
        (*service, "ungkap", False),
        (*service, "menambahkan", False),
        ("CSTO", "CSTO", "kata", False),
    ]


def test_the_sample_says_which_office_each_leader_holds(nlp, sample):
    rows = Record.from_doc(nlp(sample)).entities
    assert {row.id: [(role.office, role.country) for role in row.roles] for row in rows if row.roles} == {
        "vladimir-putin": [("presiden", "RUS")],
        "sadyr-japarov": [("presiden", "KGZ")],
        "alexander-lukashenko": [("presiden", "BLR")],
        "emomali-rahmon": [("presiden", "TJK")],
        "nikol-pashinyan": [("perdana menteri", "ARM")],
        "kassym-jomart-tokayev": [("presiden", "KAZ")],
        "sergei-shoigu": [("menteri pertahanan", "RUS")],
    }


def test_another_dispatch_about_other_countries(nlp):
    doc = nlp(
        "WASHINGTON, Presiden Amerika Serikat Joe Biden berbicara dengan Perdana Menteri Jepang Fumio Kishida dan "
        "Presiden Korea Selatan Yoon Suk Yeol di Gedung Putih, Rabu (26/4/2023). Kishida menyebut peran NATO dan "
        "Perserikatan Bangsa-Bangsa (PBB). Korsel mendukungnya, kata Biden. (Reuters)"
    )
    found = links(doc)
    assert found["Joe Biden"] == found["Biden"] == "joe-biden"
    assert found["Fumio Kishida"] == found["Kishida"] == "fumio-kishida"
    assert found["Korea Selatan"] == found["Korsel"] == "KOR"
    assert found["Perserikatan Bangsa-Bangsa"] == found["PBB"] == "UN"
    assert (found["Amerika Serikat"], found["Jepang"], found["NATO"]) == ("USA", "JPN", "NATO")


def test_an_unknown_person_is_not_linked_to_a_known_namesake(nlp):
    doc = nlp("Kepala Desa Sukamaju, Budi Putin, mengatakan jalan itu rusak. Putin meminta warga bersabar.")
    assert [(ent.text, ent.kb_id_) for ent in doc.ents if "Putin" in ent.text] == [("Budi Putin", ""), ("Putin", "")]
    [cluster] = {row.cluster for row in doc._.entities if "Putin" in row.name}
    assert cluster.startswith("PER:")


def test_a_text_without_names_has_none(nlp):
    text = "Harga cabai naik lagi pekan ini. Para pedagang mengeluh karena pembeli berkurang."
    assert not nlp(text).ents


def test_the_package_loads_without_the_heavy_libraries(tmp_path):
    code = (
        "import sys\n"
        "for name in ('torch', 'transformers', 'datasets', 'ray', 'fastapi', 'pyarrow'): sys.modules[name] = None\n"
        "import kawat; print(kawat.annotate('Presiden Rusia Vladimir Putin').mentions[-1].id)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "vladimir-putin"


@pytest.mark.skipif(
    not shutil.which("unshare") or os.geteuid() != 0, reason="cutting the network needs unshare and root"
)
def test_a_saved_pipeline_loads_elsewhere_with_the_network_cut(nlp, tmp_path):
    nlp.to_disk(tmp_path / "saved")
    code = "import spacy; print([e.kb_id_ for e in spacy.load('saved')('Presiden Rusia Vladimir Putin').ents])"
    command = ["unshare", "--net", sys.executable, "-c", code]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['RUS', 'vladimir-putin']"


def test_the_model_is_small_enough_to_ship():
    files = [path for path in default_path().rglob("*") if path.is_file()]
    assert max(path.stat().st_size for path in files) < 40 * 2**20


def test_the_shipped_linker_weighs_as_the_package_does():
    shipped = (default_path() / "linker" / "weights.json").read_text(encoding="utf-8")
    assert shipped == Model.default().to_json()
