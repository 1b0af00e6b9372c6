"""Files and folders on disk: a crash leaves the old content or the new, and nobody else's file is touched."""

import errno
import os
import secrets
from pathlib import Path

import pytest

from policytrack.errors import DecodeError, EncodeError
from policytrack.formats import disk

OLD = {"head.txt": b"old", "a/1.txt": b"one", "a/2.txt": b"two"}
NEW = {"head.txt": b"new", "a/1.txt": b"one", "b/3.txt": b"three"}


def owns(path):
    """Text files are ours."""
    return path.endswith(".txt")


def names(folder):
    """Every file in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


class Crash(BaseException):
    """The machine stops."""


def crash_at(monkeypatch, count):
    """Let the machine stop at the nth step that changes the disk."""
    left = [count]

    def wrap(owner, name):
        original = getattr(owner, name)

        def step(*arguments, **options):
            left[0] -= 1
            if left[0] < 0:
                raise Crash
            return original(*arguments, **options)

        monkeypatch.setattr(owner, name, step)

    for name in ("rename", "replace", "unlink", "rmdir", "mkdir"):
        wrap(Path, name)
    wrap(disk, "_write")


def steps(monkeypatch, root):
    """Record in order what is brought to disk, with its content by then, and what changes its name."""
    seen = []

    def sync(handle):
        places = (root, *root.rglob("*"))
        place = next(place for place in places if os.path.samestat(place.stat(), os.fstat(handle)))
        name = str(place.relative_to(root))
        seen.append(("sync", name) if place.is_dir() else ("sync", name, place.read_bytes()))

    def wrap(name):
        original = getattr(Path, name)

        def step(path, *arguments, **options):
            places = (path, *(place for place in arguments if isinstance(place, Path)))
            seen.append((name, *(str(place.relative_to(root)) for place in places)))
            return original(path, *arguments, **options)

        monkeypatch.setattr(Path, name, step)

    for name in ("rename", "replace", "unlink"):
        wrap(name)
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(secrets, "token_hex", lambda _: "0")
    return seen


opens_folders = pytest.mark.skipif(os.name == "nt", reason="Windows opens no folders")


@opens_folders
def test_a_file_is_on_disk_before_it_takes_the_name(tmp_path, monkeypatch):
    """A power cut finds the content behind the name, and then the name in its folder."""
    seen = steps(monkeypatch, tmp_path)
    disk.write_file(tmp_path / "a.json", b"1")
    assert seen == [
        ("sync", ".policytrack-0.tmp", b"1"),
        ("replace", ".policytrack-0.tmp", "a.json"),
        ("sync", "."),
    ]


@opens_folders
def test_a_folder_is_on_disk_before_its_save_is_decided(tmp_path, monkeypatch):
    """All that the deciding rename stands for is on disk before it, and it before any file is moved."""
    seen = steps(monkeypatch, tmp_path)
    disk.write_folder(tmp_path, {"head.txt": b"new"}, owns)
    assert seen[:6] == [
        ("sync", "."),  # What an earlier save had decided is finished first.
        ("sync", ".policytrack-new/0", b"new"),
        ("sync", ".policytrack-new/plan.json", b'{"written": ["head.txt"], "removed": []}'),
        ("sync", ".policytrack-new"),
        ("rename", ".policytrack-new", ".policytrack-commit"),
        ("sync", "."),
    ]


@opens_folders
def test_a_folder_is_on_disk_before_its_plan_goes(tmp_path, monkeypatch):
    """The plan is forgotten when every file has its name on disk, and no sooner."""
    seen = steps(monkeypatch, tmp_path)
    disk.write_folder(tmp_path, {"head.txt": b"new"}, owns)
    assert seen[6:] == [
        ("replace", ".policytrack-commit/0", "head.txt"),
        ("sync", "."),
        ("unlink", ".policytrack-commit/plan.json"),
        ("sync", "."),
    ]


def test_a_file_is_written_and_replaced(tmp_path):
    """The second write takes the place of the first, and leaves nothing beside it."""
    path = tmp_path / "a.json"
    disk.write_file(path, b"1")
    disk.write_file(path, b"2")
    assert path.read_bytes() == b"2"
    assert names(tmp_path) == ["a.json"]


def test_a_file_keeps_its_mode(tmp_path):
    """Who may read the file is not ours to change."""
    path = tmp_path / "a.json"
    path.write_bytes(b"1")
    path.chmod(0o640)
    disk.write_file(path, b"2")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_mode(tmp_path):
    """A file is not secret because it was temporary before."""
    path = tmp_path / "a.json"
    disk.write_file(path, b"1")
    (tmp_path / "b").touch()
    assert path.stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_link_to_a_file_stays_a_link(tmp_path):
    """What it leads to is replaced."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    disk.write_file(tmp_path / "link", b"2")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"2"


def test_a_crash_leaves_the_old_file(tmp_path, monkeypatch):
    """The name is taken in one step, and the temporary file goes."""
    path = tmp_path / "a.json"
    disk.write_file(path, b"1")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        disk.write_file(path, b"2")
    assert path.read_bytes() == b"1"
    assert names(tmp_path) == ["a.json"]


@pytest.mark.parametrize("write", [disk.write_file, disk.replace_folder])
def test_a_refusal_names_the_path_that_was_asked_for(tmp_path, write):
    """Nobody asked for the temporary name that the system refused."""
    path = tmp_path / "missing" / "a"
    with pytest.raises(FileNotFoundError) as refused:
        write(path, {} if write is disk.replace_folder else b"1")
    assert (refused.value.filename, refused.value.filename2) == (str(path), None)


def test_a_system_that_opens_no_folders(tmp_path, monkeypatch):
    """Windows refuses to open a folder; the file is written all the same."""
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError()))
    disk.write_file(tmp_path / "a", b"1")
    assert (tmp_path / "a").exists()


def test_a_folder_holds_what_was_written_last(tmp_path):
    """Old files go, empty folders with them; other files stay."""
    (tmp_path / "README.md").touch()
    disk.write_folder(tmp_path, OLD, owns)
    disk.write_folder(tmp_path, NEW | {"a/1.txt": b"1"}, owns)
    disk.write_folder(tmp_path, NEW, owns)
    disk.write_folder(tmp_path, {"head.txt": b"new"}, owns)
    disk.write_folder(tmp_path, NEW, owns)
    assert names(tmp_path) == ["README.md", "a/1.txt", "b/3.txt", "head.txt"]
    assert disk.read_folder(tmp_path, owns) == NEW


def test_a_folder_of_others_keeps_its_files(tmp_path):
    """A folder that holds something besides a removed record is not removed."""
    disk.write_folder(tmp_path, OLD, owns)
    (tmp_path / "a" / "notes.md").touch()
    disk.write_folder(tmp_path, {"head.txt": b"new"}, owns)
    assert names(tmp_path) == ["a/notes.md", "head.txt"]


def test_a_file_that_did_not_change_is_not_touched(tmp_path):
    """Whoever watches the folder sees what changed, and no more."""
    disk.write_folder(tmp_path, OLD, owns)
    before = (tmp_path / "a" / "1.txt").stat()
    disk.write_folder(tmp_path, NEW, owns)
    after = (tmp_path / "a" / "1.txt").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_same_content_changes_nothing(tmp_path, monkeypatch):
    """A second save of the same writes no file."""
    disk.write_folder(tmp_path, OLD, owns)
    monkeypatch.setattr(disk, "_write", lambda *_: pytest.fail("a file was written"))
    disk.write_folder(tmp_path, OLD, owns)


@pytest.mark.parametrize("step", range(20))
def test_a_crash_at_any_step_leaves_old_or_new(tmp_path, monkeypatch, step):
    """Whatever the moment, a reader finds one of the two, and the next save puts everything right."""
    disk.write_folder(tmp_path, OLD, owns)
    with monkeypatch.context() as patch:
        crash_at(patch, step)
        try:
            disk.write_folder(tmp_path, NEW, owns)
        except Crash:
            crashed = True
        else:
            crashed = False
    assert disk.read_folder(tmp_path, owns) in ([OLD, NEW] if crashed else [NEW])
    disk.write_folder(tmp_path, NEW, owns)
    assert disk.read_folder(tmp_path, owns) == NEW
    assert names(tmp_path) == sorted(NEW)


def test_somebody_elses_folder_is_left_alone(tmp_path):
    """Files that look like ours without our header are not replaced."""
    (tmp_path / "notes.txt").write_bytes(b"mine")
    with pytest.raises(EncodeError, match="not ours to replace"):
        disk.write_folder(tmp_path, NEW, owns)
    assert names(tmp_path) == ["notes.txt"]


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/x.txt", "x.md"])
def test_a_path_that_leads_out_is_not_written(tmp_path, name):
    """A format of a plugin may make paths of whatever it finds."""
    folder = tmp_path / "folder"
    with pytest.raises(EncodeError, match="leads out of the folder"):
        disk.write_folder(folder, {"head.txt": b"", name: b""}, owns)
    assert names(tmp_path) == []


def test_a_plan_that_leads_out_is_not_followed(tmp_path):
    """The plan of a save is a file, and a file can come from anywhere."""
    disk.write_folder(tmp_path / "f", OLD, owns)
    decided = tmp_path / "f" / ".policytrack-commit"
    decided.mkdir()
    (decided / "0").write_bytes(b"bad")
    (decided / "plan.json").write_bytes(b'{"written": ["../x.txt"], "removed": []}')
    with pytest.raises(EncodeError, match="leads out of the folder"):
        disk.write_folder(tmp_path / "f", NEW, owns)
    assert not (tmp_path / "x.txt").exists()


@pytest.mark.parametrize("place", ["a/link.txt", ".policytrack-commit/0"])
def test_a_link_out_of_the_folder_is_not_read(tmp_path, place):
    """A folder from somewhere else shows nothing of this machine."""
    (tmp_path / "secret").write_bytes(b"secret")
    disk.write_folder(tmp_path / "f", OLD, owns)
    (tmp_path / "f" / place).parent.mkdir(exist_ok=True)
    (tmp_path / "f" / place).symlink_to(tmp_path / "secret")
    (tmp_path / "f" / ".policytrack-commit").mkdir(exist_ok=True)
    (tmp_path / "f" / ".policytrack-commit" / "plan.json").write_bytes(
        b'{"written": ["z.txt"], "removed": []}'
    )
    with pytest.raises(DecodeError, match="no regular file inside of the folder"):
        disk.read_folder(tmp_path / "f", owns)


def test_a_link_inside_of_the_folder_is_read(tmp_path):
    """It shows what is there anyway."""
    disk.write_folder(tmp_path, OLD, owns)
    (tmp_path / "a" / "3.txt").symlink_to(tmp_path / "a" / "1.txt")
    assert disk.read_folder(tmp_path, owns)["a/3.txt"] == b"one"


def test_a_link_to_a_folder_is_refused(tmp_path):
    """It may go round in a circle, and what lies behind it would be saved twice."""
    disk.write_folder(tmp_path, OLD, owns)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(DecodeError, match="a link to a folder is not followed"):
        disk.read_folder(tmp_path, owns)


def test_a_link_to_nothing_is_refused(tmp_path):
    """A record that is not there is not passed over in silence."""
    disk.write_folder(tmp_path, OLD, owns)
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(DecodeError, match="no regular file"):
        disk.read_folder(tmp_path, owns)


def test_a_folder_in_the_place_of_a_staged_file_is_passed_over(tmp_path):
    """What a save left undecided is discarded by the next."""
    disk.write_folder(tmp_path, OLD, owns)
    (tmp_path / ".policytrack-new").mkdir()
    (tmp_path / ".policytrack-new" / "0").write_bytes(b"half")
    disk.write_folder(tmp_path, NEW, owns)
    assert names(tmp_path) == sorted(NEW)


@pytest.mark.parametrize("text", [b"{", b"{}", b"[]", b'{"written": 1, "removed": []}'])
def test_a_plan_that_is_none_is_told(tmp_path, text):
    """It does not come from a save, so nobody knows what it means."""
    disk.write_folder(tmp_path, OLD, owns)
    (tmp_path / ".policytrack-commit").mkdir()
    (tmp_path / ".policytrack-commit" / "plan.json").write_bytes(text)
    with pytest.raises(DecodeError, match="this is no plan of a save"):
        disk.read_folder(tmp_path, owns)
