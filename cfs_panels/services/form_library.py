"""The forms people fill in, every version of each, read from form files and checked at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import resources
from cfs_panels.services.form_files import read_form_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cfs_panels.domain.forms import FormDefinition
    from cfs_panels.domain.vocabulary import Service


class FormLibrary:
    """Gives the form by key, version and service; versions once used stay for good."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Read form files, name to text; a file that cannot be used raises `FormFileError`."""
        self._forms: dict[tuple[str, int, Service], FormDefinition] = {
            (form.key, form.version, form.service): form
            for name, text in files.items()
            for form in read_form_file(name, text)
        }

    @classmethod
    def from_resources(cls) -> FormLibrary:
        """Return the library of the forms that come with the program."""
        names = resources.names("forms", ".toml")
        return cls({name.rpartition("/")[2]: resources.read_text(name) for name in names})

    def form(self, key: str, version: int, service: Service) -> FormDefinition:
        """Return one version of a form, as it was when it was filled in."""
        return self._forms[key, version, service]

    def has(self, key: str, service: Service) -> bool:
        """Return whether there is any version of a form for a service."""
        return any((k, s) == (key, service) for k, _, s in self._forms)

    def newest(self, key: str, service: Service) -> FormDefinition:
        """Return the version of a form that is begun today."""
        versions = [v for k, v, s in self._forms if (k, s) == (key, service)]
        return self._forms[key, max(versions, default=0), service]

    def for_service(self, service: Service) -> tuple[FormDefinition, ...]:
        """Return the newest version of every form of a service, by title."""
        keys = {key for key, _, s in self._forms if s == service}
        newest = (self.newest(key, service) for key in keys)
        return tuple(sorted(newest, key=lambda form: form.title))


@cache
def form_library() -> FormLibrary:
    """Return the forms that ship with the program, loaded once."""
    return FormLibrary.from_resources()
