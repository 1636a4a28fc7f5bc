#!/usr/bin/env python3
"""Scores our groups against people's labels, beside what a data scientist would use instead.

    python3 benches/quality.py --scorer clustering.py --minilabs target/release/minilabs [--embeddings URL] IDEAS.jsonl…

The scorer is a module with `baselines(path)`, which prints a table and answers the best AMI, and
`score(ideas, assignments)`, which answers the AMI of an assignment. AMI: agreement beyond chance, 1 = the same groups.
The groups come from `minilabs analyze`, without a number given; with --embeddings once more with vectors.
"""
import argparse
import contextlib
import importlib.util
import io
import pathlib
import subprocess
import tempfile


def load(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(arguments, scorer, ideas, *more):
    """The AMI of one run."""
    with tempfile.TemporaryDirectory() as out:
        call = [arguments.minilabs, "analyze", ideas, "--out", out, *more]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        with contextlib.redirect_stdout(io.StringIO()):
            return scorer.score(ideas, str(pathlib.Path(out) / "assignments.jsonl"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--minilabs", required=True)
    parser.add_argument("--embeddings", help="address of a server of embeddings, such as http://127.0.0.1:8000/v1")
    parser.add_argument("ideas", nargs="+")
    arguments = parser.parse_args()
    scorer = load(arguments.scorer)
    rows = []
    for ideas in arguments.ideas:
        with contextlib.redirect_stdout(io.StringIO()):
            best = scorer.baselines(ideas)
        row = [best, ours(arguments, scorer, ideas)]
        if arguments.embeddings:
            row.append(ours(arguments, scorer, ideas, "--embeddings", arguments.embeddings))
        rows.append(row)
        print_row(pathlib.Path(ideas).name, row)
    print_row("mean", [sum(column) / len(column) for column in zip(*rows)])


def print_row(name, row):
    best, *own = row
    told = zip(("words", "with vectors"), own)
    figures = "".join(f"   {what} {ami:.3f} ({ami / best:.2f} times)" for what, ami in told)
    print(f"  {name:28s} best baseline {best:.3f}{figures}", flush=True)


if __name__ == "__main__":
    main()
