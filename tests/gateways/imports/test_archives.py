"""Several tables come in a folder or a zip archive; one that reaches outside, or never ends, is refused."""

from __future__ import annotations

import stat
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from envol.errors import EnvolError
from envol.gateways.imports.archives import MOST_ENTRIES, open_folder


def archive(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "sent.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as written:
        for name, text in files.items():
            written.writestr(name, text)
    return path


def texts_of(path: Path, **limits: int) -> dict[str, str]:
    with open_folder(path, kind="OneRoster", **limits) as files:
        return {name: file.read_text() for name, file in files.items()}


def test_a_folder_is_its_files(tmp_path: Path) -> None:
    (tmp_path / "users.csv").write_text("u")
    (tmp_path / ".DS_Store").write_text("?")
    assert texts_of(tmp_path) == {"users.csv": "u"}


def test_an_archive_is_its_files(tmp_path: Path) -> None:
    assert texts_of(archive(tmp_path, {"users.csv": "u", "orgs.csv": "o"})) == {"users.csv": "u", "orgs.csv": "o"}


def test_a_zipped_folder_is_the_files_within(tmp_path: Path) -> None:
    sent = archive(tmp_path, {"sent/users.csv": "u", "sent/orgs.csv": "o", "__MACOSX/sent/._users.csv": "?"})
    assert texts_of(sent) == {"users.csv": "u", "orgs.csv": "o"}


def test_an_unpacked_archive_does_not_stay(tmp_path: Path) -> None:
    with open_folder(archive(tmp_path, {"users.csv": "u"}), kind="OneRoster") as files:
        aside = files["users.csv"]
    assert not aside.exists()


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "..\\out.csv", "C:\\out.csv"])
def test_a_file_that_lies_outside_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(EnvolError, match="outside"):
        texts_of(archive(tmp_path, {name: "x"}))


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    link = ZipInfo("users.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(path, "w") as written:
        written.writestr(link, "/etc/hostname")
    with pytest.raises(EnvolError, match="link"):
        texts_of(path)


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="more than 1_000_000 bytes"):
        texts_of(archive(tmp_path, {"a.csv": "0" * 800_000, "b.csv": "0" * 800_000}), most_bytes=1_000_000)


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="holds 12 files, and 10 at most"):
        texts_of(archive(tmp_path, {f"{k}.csv": "" for k in range(12)}), most_files=10)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="twice"):
        texts_of(archive(tmp_path, {"a/users.csv": "u", "a\\users.csv": "v"}))


def test_a_broken_archive_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path, {"users.csv": "u" * 1000})
    path.write_bytes(path.read_bytes().replace(b"users.csv", b"users\xffcsv", 1))
    with pytest.raises(EnvolError, match="cannot be unpacked"):
        texts_of(path)


def test_a_single_table_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_text("u")
    with pytest.raises(EnvolError, match="neither a folder nor a zip archive"):
        texts_of(path)


def spoilt(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    content[60:80] = bytes(each ^ 0x55 for each in content[60:80])
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("packing", [ZIP_DEFLATED, ZIP_LZMA, ZIP_BZIP2])
def test_an_archive_whose_content_is_spoilt_is_told_in_a_sentence(tmp_path: Path, packing: int) -> None:
    path = tmp_path / "sent.zip"
    with ZipFile(path, "w", packing) as written:
        written.writestr("users.csv", "".join(f"{number * 7919 % 1000}," for number in range(5000)))
    with pytest.raises(EnvolError, match=r"sent\.zip cannot be unpacked"):
        texts_of(spoilt(path))


@pytest.mark.parametrize("names", [("a", "a/b.csv"), ("a" * 300 + ".csv",)])
def test_names_that_no_folder_can_hold_are_told_with_the_archive(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(EnvolError, match=r"sent\.zip cannot be unpacked"):
        texts_of(archive(tmp_path, dict.fromkeys(names, "x")))


def test_a_folder_of_very_many_things_is_another_one_than_was_meant(tmp_path: Path) -> None:
    for number in range(MOST_ENTRIES + 1):
        (tmp_path / str(number)).touch()
    with pytest.raises(EnvolError, match="name the one that is meant"):
        texts_of(tmp_path)
