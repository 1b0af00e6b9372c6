"""Puts together a folder in which policytrack runs in a browser: a Python, wheels, and a page.

    python examples/browser/assemble.py NODE_FOLDER OUT

NODE_FOLDER is where `npm install pyodide` ran. Wheels come from where pip gets them; once they are there, the
page needs no network. Open it by a server of any kind: `python -m http.server --directory OUT`.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ("index.html", "page.css", "page.mjs", "policytrack.mjs")
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def pip(*arguments: str | Path) -> None:
    """Run pip of this Python."""
    subprocess.run([sys.executable, "-m", "pip", *arguments, "--quiet"], check=True)  # noqa: S603  # Itself.


def main(node: Path, out: Path) -> None:
    """Fill the folder `out`."""
    source, target = node / "node_modules" / "pyodide", out / "pyodide"
    target.mkdir(parents=True, exist_ok=True)
    for name in PYODIDE:
        shutil.copy(source / name, target / name)
    for name in PAGE:
        shutil.copy(HERE / name, out / name)
    wheels = out / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    pip("wheel", "--no-deps", "--wheel-dir", wheels, ROOT)
    (ours,) = wheels.glob("policytrack-*.whl")
    # Only wheels without machine code: those of the libraries run on every machine, this one too.
    version = json.loads((source / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]["python"]
    anywhere = ("--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none")
    pip("download", *anywhere, "--python-version", version, "--dest", wheels, ours)
    names = sorted(path.name for path in wheels.glob("*.whl"))
    (out / "wheels.json").write_text(json.dumps(names), encoding="utf-8")
    print(f"{out}: {len(names)} wheels; python -m http.server --directory {out}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
