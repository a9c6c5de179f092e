"""What may be linked to: the knowledge base, and what people have added to its facts since it was built."""

import threading
from pathlib import Path

from kawat.errors import KawatError
from kawat.kb import edit
from kawat.kb.check import fact_files, scan_all
from kawat.kb.entity import Entity
from kawat.kb.facts import Fact
from kawat.kb.lookup import lookup
from kawat.kb.normalise import normalise
from kawat.kb.store import KnowledgeBase

Found = tuple[Entity, str]
"""An entity, and one line for people that says why it was found."""


class Names:
    """Looks names up, and adds entities to the facts.

    kb: None for a pipeline without a linker. directory: the text facts (`models/kb`), None where nothing may be added.
    """

    def __init__(self, kb: KnowledgeBase | None, directory: Path | None) -> None:
        self._kb = kb
        self._directory = directory
        self._lock = threading.Lock()
        self._new = {fact.entity.id: fact for fact in self._not_built()}

    @property
    def files(self) -> list[str]:
        """The files of facts that take an entity; none where nothing may be added."""
        return [path.stem for path in fact_files(self._directory)] if self._directory else []

    def find(self, name: str, limit: int) -> list[Found]:
        """What a name or an ID may stand for: what was added since the knowledge base was built first."""
        key = normalise(name)
        new = [
            (fact.entity, "new: the knowledge base has it once it is built")
            for fact in list(self._new.values())
            if name == fact.entity.id or (key and any(key in normalise(form) for form in fact.names))
        ]
        known = [(found.hit.entity, found.why) for found in lookup(self._kb, name, limit)] if self._kb and key else []
        return [*new, *known][:limit]

    def add(self, file: str, entity: Entity) -> None:
        """Adds an entity to a file of facts. Raises KawatError: no facts here, no such file, an ID that was used."""
        if self._directory is None:
            raise KawatError("this server has no facts to add to; start it with the directory of the text facts")
        if file not in self.files:
            raise KawatError(f"{file!r}: no such file of facts; choose one of {', '.join(self.files)}")
        fact = Fact(entity)
        with self._lock:
            if self._kb and self._kb.get(entity.id):
                raise KawatError(f"{entity.id!r}: the knowledge base has this ID; link to it, or choose another")
            edit.add(self._directory, file, fact)
            self._new[entity.id] = fact

    def _not_built(self) -> list[Fact]:
        if self._directory is None:
            return []
        lines, _ = scan_all(self._directory)
        return [line.fact for line in lines if self._kb is None or self._kb.get(line.fact.entity.id) is None]
