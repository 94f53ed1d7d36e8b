"""Runs the notebooks of examples/ on a server, whose address is in OCEANID_URL, cell by cell, and compares what they print with the outputs
that they hold. With --write the outputs are taken into them. Needs no Jupyter.
"""

import contextlib
import io
import json
import pathlib
import sys

examples = pathlib.Path(__file__).parents[2] / "examples"


def run(notebook, write):
    document = json.loads(notebook.read_text())
    names = {}
    cells = [cell for cell in document["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, 1):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile("".join(cell["source"]), f"{notebook.name}, cell {number}", "exec"), names)
        text = printed.getvalue().splitlines(keepends=True)
        held = [line for output in cell["outputs"] for line in output["text"]]
        if write:
            cell["execution_count"] = number
            cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text}] if text else []
        elif text != held:
            sys.exit(f"FAILED: cell {number} of {notebook.name} prints\n{''.join(text)}and not\n{''.join(held)}")
    if write:
        notebook.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    print(f"{notebook.name}: {len(cells)} cells")


if __name__ == "__main__":
    try:
        for notebook in sorted(examples.glob("*.ipynb")):
            run(notebook, "--write" in sys.argv)
    except ModuleNotFoundError as error:
        print(f"SKIPPED: the notebooks of examples/, since this Python has no {error.name}", file=sys.stderr)
