// Starts Python from local files, unpacks the wheels, and runs the command policytrack in it.

const PYTHON = `
import contextlib, io, os, shlex
os.environ["COLUMNS"] = "100"
from policytrack.cli import main

def run(line):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(shlex.split(line))
    return [status, out.getvalue(), err.getvalue()]

run
`;

// Takes loadPyodide, the address of its folder, and the wheels as bytes; returns a function from a
// command line to its exit status and what it prints.
export async function start(loadPyodide, indexURL, wheels) {
  const python = await loadPyodide({ indexURL });
  for (const wheel of wheels) {
    python.unpackArchive(wheel, "wheel");
  }
  const run = python.runPython(PYTHON);
  return (line) => {
    const answer = run(line);
    const [status, out, err] = answer.toJs();
    answer.destroy();
    return { status, out, err };
  };
}
