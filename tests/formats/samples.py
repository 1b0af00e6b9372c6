"""The small invented sample of each importer, by the name of its format.

A file `samples_<format>.py` beside this one exports `SAMPLE`, bytes or a folder as bytes by path. It may
export `many(count)`, a document of the same kind that grows with the count, and `LEFT_OUT`, the number of
things in the sample that are no records, 0 by default.
"""

import contextlib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from policytrack.errors import MissingExtraError


def _modules():
    for path in sorted(Path(__file__).parent.glob("samples_*.py")):
        spec = spec_from_file_location(path.stem, path)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        yield path.stem.removeprefix("samples_").replace("_", "-"), module


def _samples():
    for name, module in MODULES.items():
        # One is made when it is asked for, with an extra that may not be there.
        with contextlib.suppress(MissingExtraError):
            yield name, module.SAMPLE


MODULES = dict(_modules())
SAMPLES = dict(_samples())
LEFT_OUT = {name: getattr(module, "LEFT_OUT", 0) for name, module in MODULES.items()}
MANY = {name: module.many for name, module in MODULES.items() if hasattr(module, "many")}
