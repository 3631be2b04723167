"""Runs the code of a notebook from top to bottom: python .ci/notebook.py NOTEBOOK"""

import json
import os
import pathlib
import sys

path = pathlib.Path(sys.argv[1])
cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
os.chdir(path.parent)
names = {"__name__": "__main__"}
for number, cell in enumerate(cells, 1):
    exec(compile("".join(cell["source"]), f"{path.name}, cell {number}", "exec"), names)
print(f"{path.name}: {len(cells)} cells")
