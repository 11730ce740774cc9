"""Static files under names that change with their content, imports between ES modules included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import rjsmin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files compressed and named by their hash; `import ... from "./x.js";` and `import("./x.js")` are rewritten."""

    support_js_module_import_aggregation = True
    # A pass settles one level of imports.
    max_post_process_passes = 12

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
