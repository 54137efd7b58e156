"""More sentences with every statement coded by hand, beside the bank's: single ones of GMB, DSE, NewsMTSC, EWT and GUM.

`coded.jsonl.gz` holds the coding and no text, `coded-dev.jsonl.gz` a tenth of it, from which nothing learns and on
which confidence is fitted: ``python -m kg.language.training.coded --out FILE`` writes that with its texts, for
`kg evaluate --bank` and ``tests.fit_confidence``. A line is ``[digest of the sentence, statement, …]``, a statement
``[kind, sign, standing, holder, target, cue, source]``; a span is ``[start, end)`` in characters of the sentence, ``0``
is the author as holder, ``null`` no source. Needs no torch.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from kg.language.training import corpora

TRAIN, DEV = (Path(__file__).with_name(f"coded{part}.jsonl.gz") for part in ("", "-dev"))
KINDS, STANDINGS = ("stance", "action", "affiliation"), ("certain", "possible", "negated")
BEFORE = frozenset((",", ".", ";", ":", "?", "!", ")", "'s", "n't", "'", "'re", "'ve", "'ll", "'d", "'m", "%"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("KG_CORPORA", "../shared/corpora")))
    options = parser.parse_args()
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records(options.corpora, DEV))
    options.out.write_text("".join(lines), encoding="utf-8")


def digest(text: str) -> str:
    """What a sentence is known by, however it is spaced and quoted."""
    return hashlib.sha256(re.sub(r"\W", "", text).lower().encode()).hexdigest()[:12]


def records(root: Path, file: Path = TRAIN) -> Iterator[dict]:
    """The coded sentences whose texts stand in the corpora under ``root``, in the bank's form (`kg.evaluate.bank`)."""
    texts = {digest(text): (text, source) for text, source in sentences(root)}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for key, *statements in map(json.loads, lines):
            if key in texts:
                text, source = texts[key]
                found = [_statement(*values) for values in statements]
                yield {"id": key, "text": text, "source": source, "statements": found}


def _statement(kind, sign, standing, holder, target, cue, source) -> dict:
    return {"kind": KINDS[kind], "sign": sign, "standing": STANDINGS[standing], "holder": holder or "author",
            "target": target, "cue": cue, "source": source}  # fmt: skip


def sentences(root: Path) -> Iterator[tuple[str, str]]:
    """The single sentences of five corpora, as the coders saw them, each with the corpus."""
    for line in corpora.text_of(root / "stance/newsmtsc-train.jsonl").splitlines():
        yield json.loads(line)["sentence_normalized"].strip(), "newsmtsc"
    for line in corpora.text_of(root / "stance/dse-train.tsv").splitlines():
        yield unquoted(re.sub(r"[][]", "", line.split("\t")[0]).strip()), "dse"
    for block in corpora.text_of(root / "ner/gmb-train.conll.gz").split("\n\n"):
        yield joined([line.split("\t")[0] for line in block.splitlines()]), "gmb"
    for name in ("ewt", "gum"):
        for line in corpora.text_of(root / f"treebank/{name}-train.conllu.gz").splitlines():
            if line.startswith("# text = "):
                yield line.removeprefix("# text = "), name


def unquoted(cell: str) -> str:
    """A cell of a table without the quotation marks that a writer of tables puts around it."""
    return cell[1:-1].replace('""', '"') if cell[:1] == cell[-1:] == '"' and '""' in cell else cell


def joined(words: list[str]) -> str:
    """Words as a text: no space before what hangs on the word before, none inside quotation marks."""
    text, inside = "", False
    for n, word in enumerate(words):
        close = word == '"' and inside
        if n and not (close or word in BEFORE or text[-1] in "($" or (words[n - 1] == '"' and inside)):
            text += " "
        text += word
        inside ^= word == '"'
    return text


if __name__ == "__main__":
    main()
