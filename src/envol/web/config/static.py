"""Static files under names that change with their content, imports between ES modules included."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files compressed and named by their hash; `import "./x.js"` is rewritten to the hashed name."""

    support_js_module_import_aggregation = True
