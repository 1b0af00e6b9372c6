"""Formats: how snapshots are written to files, and read again without loss.

```
_json.py        json: one object
_jsonl.py       jsonl: a line for each record
_yaml.py        yaml: the object of json, for people to write
_directory.py   directory: a YAML file for each record, for git
_wire.py        the one mapping between records and wire values, of two halves:
                _structure.py to read, _unstructure.py to write
_document.py    a snapshot as one object and as a sequence of records
_intake.py      keeps each record or reports it
_swift.py       reads records of JSON in one pass, or gives up; _shapes.py writes the readers,
                _drafts.py makes records without checking them again,
                _swift_lines.py does the lines of jsonl, _fast.py the same with msgspec
_json_lines.py  writes the lines of jsonl
_versions.py    the version of the wire, and migrations
_faults.py      what can be wrong with a wire value
_json_text.py   reads JSON, and tells what the standard library lets pass
_yaml_read.py   reads a subset of YAML without surprises, with _yaml_events.py on PyYAML
_yaml_text.py   writes it
_plain.py       plain scalars of YAML
_trees.py       wire values before anybody knows what they are meant to be
_filenames.py   file names made of ids
_files.py       one file or a folder
_one_way.py     formats that are only read, or only written
_derive.py      ids for records whose data has none
disk.py         writes files and folders so that a crash leaves old or new
schema.py       the JSON Schema of the wire
```
"""

from policytrack.formats._directory import DirectoryFormat
from policytrack.formats._json import JsonFormat
from policytrack.formats._jsonl import JsonLinesFormat
from policytrack.formats._yaml import YamlFormat
from policytrack.registry import Decoded, Encoded, Format, Registry

SHIPPED: tuple[Format, ...] = (JsonFormat(), JsonLinesFormat(), YamlFormat(), DirectoryFormat())
"""The formats that ship."""


def get(name: str, registry: Registry | None = None) -> Format:
    """Return the format of this name.

    Raises:
        UnknownNameError: Where there is none.
    """
    return (Registry.default() if registry is None else registry).format(name)


__all__ = ["SHIPPED", "Decoded", "Encoded", "Format", "get"]
