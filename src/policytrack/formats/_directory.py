"""`directory`: a folder with one YAML file per record, made for people and for git."""

from collections.abc import Iterator, Mapping

from policytrack.collector import collector_paused
from policytrack.errors import EncodeError, Problem
from policytrack.formats import _yaml_read, _yaml_text
from policytrack.formats._document import open_lone_header, text_of, write_records
from policytrack.formats._faults import Fault, near
from policytrack.formats._filenames import stem_of
from policytrack.formats._files import folder
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._places import Places, candidates, split
from policytrack.formats._versions import HEADER, VERSION, Migration
from policytrack.formats._wire import Wire
from policytrack.model import Snapshot, record_fields
from policytrack.registry import Decoded, Encoded, Registry

_SUBJECT = "folder"
_HEADER_FILE = "policytrack.yaml"
_ENDINGS = (".yaml", ".yml")


class DirectoryFormat:
    """A folder: `policytrack.yaml` with the version, and `proposals/self-defence-test.yaml` for each record.

    A file holds one record, as an item of the same list in `yaml`; its name is made of the record's id (see
    `_filenames`), and another name is refused, so that no id stands in two files. Every `.yaml` and `.yml`
    is read or refused; other files, and whatever stands in or behind a name with a leading dot, are not
    ours: they are neither read, nor written, nor removed. A problem has its file and line:
    `proposals/x.yaml:12: /title`.
    """

    name = "directory"
    suffixes: tuple[str, ...] = ()

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file is one that this format writes, or one that it refuses."""
        return path.lower().endswith(_ENDINGS) and not any(part.startswith(".") for part in path.split("/"))

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a folder.

        Raises:
            DecodeError: It has no header, or strict reading found something wrong.
            MissingExtraError: PyYAML is not installed.
        """
        files = {path: text for path, text in sorted(folder(data, self.name).items()) if self.owns(path)}
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict)
        with collector_paused():
            migrations = _header(files, intake)
            for path in _case_collisions(files):
                message = "differs from another file by the case of letters only"
                intake.report(Problem("case-collision", path, message, "rename one of them"))
            for path in files:
                if path != _HEADER_FILE:
                    _take_file(path, files, migrations, intake)
            return intake.decoded()

    def places(self, data: bytes | Mapping[str, bytes]) -> Places:
        """Return what tells the files and lines of records; only the files that are asked for are read."""
        files = folder(data, self.name)

        def locate(path: str) -> str:
            field, record_id, place = split(path)
            for name in candidates(field) if record_id else ():
                file = f"{name}/{stem_of(record_id)}.yaml"
                if file in files:
                    return _within(file, _yaml_read.read(text_of(files[file])))(place)
            return path

        return Places(locate)

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a snapshot.

        Raises:
            EncodeError: It holds something that the wire has no place for, or two records of one type
                and id.
        """
        files = {_HEADER_FILE: _yaml_text.write({HEADER: VERSION}).encode()}
        twice: list[Problem] = []
        for field, record, wire in write_records(snapshot, Wire.of(registry).write, _SUBJECT):
            path = f"{field}/{stem_of(record.id)}.yaml"
            if path in files:
                twice.append(Problem("duplicate-id", f"/{field}", f"{record.id}: two records have this id"))
            files[path] = _yaml_text.write(wire).encode()
        if twice:
            raise EncodeError(_SUBJECT, twice)
        return Encoded(files)


def _header(files: Mapping[str, bytes], intake: Intake) -> tuple[Migration, ...]:
    if _HEADER_FILE not in files:
        hint = f"write {HEADER}: '{VERSION}' to it"
        intake.refuse(
            Problem("missing-version", _HEADER_FILE, "this file is missing, and the version with it", hint)
        )
    try:
        located = _yaml_read.read(text_of(files[_HEADER_FILE]))
    except Fault as error:
        at = _at(_HEADER_FILE, error)
        intake.refuse(error.problem, locate=lambda _: at)
    return open_lone_header(located.tree, intake, _within(_HEADER_FILE, located))


def _case_collisions(files: Mapping[str, bytes]) -> Iterator[str]:
    seen: set[str] = set()
    for path in files:
        if path.casefold() in seen:
            yield path
        seen.add(path.casefold())


def _take_file(
    path: str, files: Mapping[str, bytes], migrations: tuple[Migration, ...], intake: Intake
) -> None:
    field, _, rest = path.partition("/")
    try:
        if field not in record_fields() or "/" in rest or not rest.endswith(".yaml"):
            hint = near(field, record_fields()) or f"put it under {', '.join(record_fields())}"
            if field in record_fields():
                hint = f"call it {field}/{rest.rpartition('/')[2].rpartition('.')[0]}.yaml"
            raise Fault(Problem("unknown-file", "", "no record stands here", hint))  # noqa: TRY301
        located = _yaml_read.read(text_of(files[path]))
    except Fault as error:
        at = _at(path, error)
        intake.leave_out(None, at)
        intake.report(error.problem, locate=lambda _: at)
        return
    record = intake.take(field, located.tree.value, _within(path, located), located.tree.problems, migrations)
    if record is not None and rest != (right := f"{stem_of(record.id)}.yaml"):
        taken = f"{field}/{right}" in files
        hint = f"{field}/{right} has this id already" if taken else f"call it {field}/{right}"
        intake.report(Problem("wrong-file-name", path, f"holds {record.id}", hint))


def _at(path: str, error: Fault) -> str:
    """Return where a file cannot be read on."""
    return f"{path}:{error.line}" if isinstance(error, _yaml_read.Refused) else path


def _within(path: str, located: _yaml_read.Located) -> Locate:
    return lambda place: f"{path}:{located.line(place)}: {place}".removesuffix(": ")
