"""Static files under names that change with their content, imports between ES modules included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import rjsmin
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_FILES, _IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files compressed and named by their hash; `import ... from "./x.js";` is rewritten to the hashed name."""

    support_js_module_import_aggregation = True
    # A pass settles one level of imports.
    max_post_process_passes = 12
    # Not `import("./x.js")`: our modules load nothing late, and name types that way in comments, in circles too.
    _js_module_import_aggregation_patterns = (_FILES, tuple(each for each in _IMPORTS if "import\\(" not in each[0]))

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Name files by their content, scripts without their comments and indents."""
        served = {
            name: (_Lighter(storage) if _is_ours(name) else storage, path) for name, (storage, path) in paths.items()
        }
        yield from super().post_process(served, dry_run, **options)


def _is_ours(name: str) -> bool:
    return name.endswith(".js") and not name.endswith(".min.js")


class _Lighter:
    """A storage whose scripts are read without what only people need."""

    def __init__(self, storage: Any) -> None:
        self._storage = storage

    def open(self, path: str) -> ContentFile[bytes]:
        with self._storage.open(path) as file:
            return ContentFile(rjsmin.jsmin(file.read().decode()).encode(), name=path)
