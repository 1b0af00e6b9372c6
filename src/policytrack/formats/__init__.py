"""Formats: how snapshots are written to files, and read again without loss.

```
_json.py        json: one object
_jsonl.py       jsonl: a line for each record
_yaml.py        yaml: the object of json, for people to write
_directory.py   directory: a YAML file for each record, for git
_wire.py        the one mapping between records and wire values, of two halves:
                _structure.py to read with _scalars.py, _unstructure.py to write
_document.py    a snapshot as one object and as a sequence of records
_places.py      where in a file a thing stands, with _json_places.py for JSON
_intake.py      keeps each record or reports it
_swift.py       reads records of JSON in one pass, or gives up; _shapes.py writes the readers,
                _drafts.py makes records without checking them again,
                _swift_lines.py does the lines of jsonl, _fast.py the same with msgspec for the keys
                that are usual in a document, _usual.py finds out which these are
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
_atom.py  _ical.py   feeds of status changes; _feed.py says what stands in them, _xml.py what XML can say
_graphml.py  _mermaid.py   proposals, actors and stances; _graph.py says which
_jsonld.py      linked data; _terms.py says in which words
_hints.py       what type hints say of values
_ftm.py         entities of FollowTheMoney, by the table of _ftm_ways.py, read by _ftm_lines.py;
                ftm/ holds our schemata
_webannotation.py   evidence as annotations of web pages
_parquet.py     parquet: a folder of typed tables, with _arrow.py on pyarrow; _rows.py: their rows
_ledger.py      what an export has carried, and so what it lost
popolo/         popolo: people, bodies, seats and speeches as civic projects have them, both ways
openstates/     openstates: people, committees and bills of the United States, read only
_foreign.py     what importers share
_one_way.py     formats that are only read, or only written
datapackage/    csv: a table for each type of record
datasette/      datasette: a SQLite database to publish, written only
tabular/        any table, by a mapping
_csv_text.py    reads CSV
_encodings.py   texts in encodings that are declared
_damage.py      texts that were damaged before
_derive.py      ids for records whose data has none
congress/       congress: people, committees and bills of the Congress of the United States, read only
bundestag/      bundestag: proceedings of the German Bundestag and Bundesrat, read only
akomantoso/     akomantoso: bills and debates in Akoma Ntoso, read only
_gather.py      keeps or reports each thing of data of another make
_damage.py      tells text that was damaged before
_xml_read.py    reads XML without DTDs and entities
_stream.py      records one by one from large files
_by_path.py     which format a path has
disk.py         writes files and folders so that a crash leaves old or new
schema.py       the JSON Schema of the wire
```
"""

from typing import Any

from policytrack.formats._atom import AtomFormat
from policytrack.formats._directory import DirectoryFormat
from policytrack.formats._ftm import FtmFormat, FtmFullFormat
from policytrack.formats._graphml import GraphmlFormat
from policytrack.formats._ical import CalendarFormat
from policytrack.formats._json import JsonFormat
from policytrack.formats._jsonl import JsonLinesFormat
from policytrack.formats._jsonld import JsonLdFormat
from policytrack.formats._mermaid import MermaidFormat
from policytrack.formats._parquet import ParquetFormat, arrow_module
from policytrack.formats._stream import Progress, Streams, stream
from policytrack.formats._webannotation import WebAnnotationFormat
from policytrack.formats._yaml import YamlFormat
from policytrack.formats.akomantoso import AkomaNtosoFormat
from policytrack.formats.bundestag import BundestagFormat
from policytrack.formats.congress import CongressFormat
from policytrack.formats.datapackage import CsvFormat
from policytrack.formats.datasette import DatasetteFormat
from policytrack.formats.openstates import OpenStatesFormat
from policytrack.formats.popolo import PopoloFormat
from policytrack.formats.tabular import SHIPPED as MAPPINGS
from policytrack.formats.tabular import ShippedFormat, TabularFolder
from policytrack.model import Snapshot
from policytrack.registry import Decoded, Encoded, Format, Registry

SHIPPED: tuple[Format, ...] = (
    JsonFormat(),
    JsonLinesFormat(),
    YamlFormat(),
    DirectoryFormat(),
    CongressFormat(),
    BundestagFormat(),
    AkomaNtosoFormat(),
    ParquetFormat(),
    FtmFormat(),
    FtmFullFormat(),
    WebAnnotationFormat(),
    AtomFormat(),
    CalendarFormat(),
    JsonLdFormat(),
    GraphmlFormat(),
    MermaidFormat(),
    CsvFormat(),
    DatasetteFormat(),
    TabularFolder(),
    *map(ShippedFormat, MAPPINGS),
    PopoloFormat(),
    OpenStatesFormat(),
)
"""The formats that ship."""


def get(name: str, registry: Registry | None = None) -> Format:
    """Return the format of this name.

    Raises:
        UnknownNameError: Where there is none.
    """
    return (Registry.default() if registry is None else registry).format(name)


def tables(snapshot: Snapshot, registry: Registry | None = None) -> dict[str, Any]:
    """Return the records of a snapshot as `pyarrow.Table`s, one for each of its fields, empty ones too.

    Raises:
        EncodeError: It holds something that the wire has no place for.
        MissingExtraError: pyarrow is not installed.
    """
    found: dict[str, Any] = arrow_module().tables(snapshot, registry)
    return found


__all__ = [
    "SHIPPED",
    "Decoded",
    "Encoded",
    "Format",
    "Progress",
    "Streams",
    "arrow_module",
    "get",
    "stream",
    "tables",
]
