"""Static files under names that change with their content, imports between ES modules included."""

from __future__ import annotations

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_FILES, _IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files compressed and named by their hash; `import ... from "./x.js";` is rewritten to the hashed name."""

    support_js_module_import_aggregation = True
    # A pass settles one level of imports.
    max_post_process_passes = 12
    # Not `import("./x.js")`: our modules load nothing late, and name types that way in comments, in circles too.
    _js_module_import_aggregation_patterns = (_FILES, tuple(each for each in _IMPORTS if "import\\(" not in each[0]))
