"""The window: everything that is shown, and nothing that reaches the records."""

import builtins

_import_of_python = builtins.__import__

import shiboken6  # noqa: E402, F401 (what it puts in the way of imports is taken out again)

# PySide reads the source of every module imported after it, in search of ``__feature__``, which
# nothing here uses: a tenth of the start, and of the loading of the services after it.
builtins.__import__ = _import_of_python
