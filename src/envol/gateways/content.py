"""Content files: found, read, validated, checked against each other, all their faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from envol.errors import ContentError
from envol.flight.content.canonical import content_hash
from envol.flight.content.catalogue import Catalogue, Document, UnitVocabulary
from envol.flight.content.checks import check_document, check_duplicates
from envol.flight.content.fault import Fault, did_you_mean
from envol.flight.content.schema import Content
from envol.gateways.content_faults import faults_of
from envol.gateways.content_kinds import FOLDERS, home_of, homes, models, outside_kinds
from envol.gateways.content_salvage import Salvage, salvage
from envol.gateways.yaml_source import YamlSource, read_yaml_file

LARGEST_FILE = 1_000_000
"""Bytes; a content file takes a few thousand."""


def content_root() -> Path:
    """Return the folder of the content: within the package when installed, else at the top of the repository.

    Raises
    ------
    ContentError
        If there is neither.
    """
    package = Path(__file__).resolve().parents[1]
    candidates = (package / "content", package.parents[1] / "content")
    for folder in candidates:
        if folder.is_dir():
            return folder
    found = f"neither {candidates[0]} nor {candidates[1]}"
    raise ContentError([Fault(expected="the folder of the content", found=found, hint="install envol again")])


def _folder_at(root: Path | None) -> Path:
    root = root or content_root()
    if not root.is_dir():
        raise ContentError([Fault(file=str(root), expected="a content folder", found="none")])
    return root


def load_catalogue(root: Path | None, vocabulary: Mapping[str, UnitVocabulary]) -> Catalogue:
    """Read and check all content that flights read.

    Parameters
    ----------
    root : Path or None
        The content folder; None for the installed one.
    vocabulary : mapping of str to UnitVocabulary
        The names of each unit operation.

    Raises
    ------
    ContentError
        With every fault of every file, if there is one.
    """
    root = _folder_at(root)
    harvest = _read_all(_tree(root, FOLDERS), root)
    catalogue = harvest.catalogue(vocabulary)
    read = [*harvest.documents, *harvest.salvaged]
    faults = check_duplicates(read)
    for document in read:
        faults += _check(catalogue, document)
    if faults := harvest.faults + harvest.told(faults):
        raise ContentError(_in_order(faults))
    return catalogue


def load_documents(kind: str, root: Path | None = None) -> tuple[Document, ...]:
    """Read all files of one kind, each by itself: what they say of other content is not looked at.

    Parameters
    ----------
    kind : str
        The word of its schema.
    root : Path, optional
        The content folder; the installed one where absent.

    Raises
    ------
    ContentError
        With every fault that a file has by itself, or by its name.
    """
    root = _folder_at(root)
    harvest = _read_all(_tree(root, [folder for folder, each in homes().items() if each == kind]), root)
    if faults := harvest.faults + check_duplicates(harvest.documents):
        raise ContentError(_in_order(faults))
    return tuple(harvest.documents)


def check_paths(
    paths: Iterable[Path], vocabulary: Mapping[str, UnitVocabulary], root: Path | None = None
) -> list[Fault]:
    """Return every fault of some files or folders, checked together with the installed content.

    A file from outside the content tree takes the place of installed content of the same name. Only the
    faults of the given files are returned, by file and line.
    """
    root = root or content_root()
    given, missing = _expand(paths, root)
    asked = {path.resolve() for path, _ in given}
    harvest = _read_all(given, root)
    # Of what no flight reads, only the kinds that were asked for: nothing else refers to them.
    beside = [outside.folder for kind, outside in outside_kinds().items() if kind in harvest.kinds]
    tree = _tree(root, [*FOLDERS, *beside])
    rest = _read_all((entry for entry in tree if entry[0].resolve() not in asked), root)
    catalogue = Catalogue((*harvest.documents, *rest.documents), vocabulary, frozenset(harvest.unread | rest.unread))
    read = [*harvest.documents, *harvest.salvaged]
    inside = [document for document in read if document.file in harvest.inside]
    outside = [document for document in read if document.file not in harvest.inside]
    twice = check_duplicates((*rest.documents, *inside)) + check_duplicates(outside)
    files = {label for _, label in given}
    faults = [fault for fault in twice if fault.file in files]
    for document in read:
        faults += _check(catalogue, document)
    return _in_order([*missing, *harvest.faults, *harvest.told(faults)])


def read_document(path: Path, file: str = "") -> tuple[Document | None, list[Fault]]:
    """Read and validate one file by itself; the document is None where a fault keeps it from being read.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        How the faults should name it; its path where empty.
    """
    document, faults = _document(read_yaml_file(path, file or str(path), largest=LARGEST_FILE))
    return (None, faults) if isinstance(document, Salvage) else (document, faults)


def _document(source: YamlSource) -> tuple[Document | Salvage | None, list[Fault]]:
    """Return a document and no fault, or its faults and what could be salvaged of it."""
    kind, faults = ("", []) if source.broken else _kind(source)
    if not kind:
        return None, source.faults + faults
    model = models()[kind]
    try:
        content: Content = model.model_validate(source.value)
    except ValidationError as error:
        return salvage(source, model), source.faults + faults_of(error, model, source)
    if source.faults:
        return salvage(source, model), source.faults
    value, lines = source.value, source.lines
    return Document(content=content, content_hash=content_hash(value), file=source.file, lines=lines), []


def _check(catalogue: Catalogue, document: Document) -> list[Fault]:
    outside = outside_kinds().get(document.content.kind)
    return outside.check(catalogue, document) if outside else check_document(catalogue, document)


@dataclass(slots=True)
class _Harvest:
    """What was read from some files."""

    documents: list[Document] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: set[tuple[str, str]] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)
    salvages: dict[str, Salvage] = field(default_factory=dict)

    @property
    def salvaged(self) -> list[Document]:
        """What could be read of the documents at fault: to be checked, not to be flown."""
        return [salvage.document for salvage in self.salvages.values()]

    @property
    def kinds(self) -> set[str]:
        """The kinds that these files are of, as far as one can tell."""
        return {document.content.kind for document in self.documents} | {kind for kind, _ in self.unread}

    def told(self, faults: Iterable[Fault]) -> list[Fault]:
        """Return the faults that are not merely an effect of what could not be read."""
        return [fault for fault in faults if fault.file not in self.salvages or self.salvages[fault.file].tells(fault)]

    def catalogue(self, vocabulary: Mapping[str, UnitVocabulary]) -> Catalogue:
        return Catalogue(tuple(self.documents), vocabulary, frozenset(self.unread))


def _read_all(files: Iterable[tuple[Path, str]], root: Path) -> _Harvest:
    harvest = _Harvest()
    for path, label in files:
        folder = _folder(path, root)
        if folder is not None:
            harvest.inside.add(label)
        source = read_yaml_file(path, label, largest=LARGEST_FILE)
        document, faults = _document(source)
        if isinstance(document, Document):
            harvest.documents.append(document)
        else:
            harvest.unread.add(_announced(source, path))
        if isinstance(document, Salvage):
            harvest.salvages[label] = document
            document = document.document
        harvest.faults += faults + (_misplaced(document, folder) if document else [])
    return harvest


def _announced(source: YamlSource, path: Path) -> tuple[str, str]:
    """Return the kind and name of a document that was not read, as far as one can tell."""
    value = source.value if isinstance(source.value, dict) else {}
    kind = str(value.get("schema", "")).removeprefix("envol/").removesuffix("/1")
    guess = next((kind for folder, kind in homes().items() if folder in path.parts), "")
    return kind or guess, str(value.get("name") or path.stem)


def _misplaced(document: Document, folder: str | None) -> list[Fault]:
    kind = document.content.kind
    if folder is None or homes().get(folder) == kind:
        return []
    home = next(folder for folder, each in homes().items() if each == kind)
    return [document.fault(("schema",), f"a {kind} in the folder {home}", f"it in {folder}")]


def _folder(path: Path, root: Path) -> str | None:
    """Return the folder of the content tree that holds a file, or None for a file from elsewhere."""
    try:
        return home_of(path.resolve().relative_to(root.resolve()))
    except ValueError:
        return None


def _tree(root: Path, folders: Iterable[str]) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in _yaml_files(root / folder):
            yield path, str(path.relative_to(root.parent))


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())


def _expand(paths: Iterable[Path], root: Path) -> tuple[list[tuple[Path, str]], list[Fault]]:
    files: dict[Path, str] = {}
    faults = []
    for path in paths:
        if path.is_dir():
            whole = path.resolve() == root.resolve()
            found = [file for file, _ in _tree(path, homes())] if whole else _yaml_files(path)
            files |= {file: str(file) for file in found}
            if not found:
                faults.append(Fault(file=str(path), expected="YAML files in the folder", found="none"))
        elif path.exists():
            files[path] = str(path)
        else:
            faults.append(Fault(file=str(path), expected="a file or a folder", found="none"))
    # One file may be reached by its own path and by that of its folder.
    once = {path.resolve(): (path, label) for path, label in files.items()}
    return list(once.values()), faults


def _kind(source: YamlSource) -> tuple[str, list[Fault]]:
    """Return the kind that the key schema announces, or an empty text and the fault."""
    known = [f"envol/{kind}/1" for kind in models()]
    value: Any = source.value
    schema = value.get("schema") if isinstance(value, dict) else None
    if schema in known:
        return str(schema).split("/")[1], []
    listed = ", ".join(known)
    line = source.lines.get(("schema",), source.lines.get((), 0))
    if not isinstance(value, dict):
        expected, found = "keys and values, the first being schema", "something else"
        return "", [Fault(file=source.file, line=line, expected=expected, found=found)]
    found = "nothing" if schema is None else repr(schema)
    hint = did_you_mean(str(schema), known)
    fault = Fault(file=source.file, line=line, key="schema", expected=f"one of {listed}", found=found, hint=hint)
    return "", [fault]


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.file, fault.line))
