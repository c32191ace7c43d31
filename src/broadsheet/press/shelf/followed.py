"""The pack as the shelf sees it: what changed since it was asked, and many pages joined at once."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.press.asked import place_of_count
from broadsheet.press.pack import Pack, form
from broadsheet.press.pack.form import Content, DamagedPack, Entry, Kind
from broadsheet.press.pack.recipes import Fragments, Joined, Recipe, join, recipe_of


class Followed(Pack):
    """The pack, and what changed in it since somebody asked. For one thread."""

    def _forget(self) -> None:
        super()._forget()
        self.pages: set[str] = set()
        self.fragments: set[int] = set()
        #: Pages by the place where it is counted how often they are asked for.
        self.counted: dict[int, tuple[str, ...]] = {}
        self.is_anew = True
        self._recipes: dict[str, Recipe] = {}
        #: What many recipes have in common, once.
        self._same: dict[object, object] = {}
        self._flat = Fragments(self._content_of)

    def _note(self, entry: Entry) -> None:
        if entry.kind == Kind.PAGE and entry.name not in self._pages:
            place = place_of_count(entry.name)
            self.counted[place] = tuple({*self.counted.get(place, ()), entry.name})
        super()._note(entry)
        if entry.kind in (Kind.PAGE, Kind.PAGE_GONE):
            self.pages.add(entry.name)
            self._recipes.pop(entry.name, None)
        else:
            self.fragments.add(entry.number)
            self._flat.forget()

    def joined(self, paths: Sequence[str]) -> list[Joined | None] | None:
        """Pages as they were at the last look, None for each that is not whole.

        None for all where the pack turns out to be damaged.
        """
        if self._map is None:
            return None
        try:
            return join(memoryview(self._map), [self._recipe(path) for path in paths], self._flat)
        except DamagedPack:
            self._damaged()
            return None

    def _recipe(self, path: str) -> Recipe | None:
        found = self._recipes.get(path)
        start = self._pages.get(path)
        if found is None and start is not None:
            assert self._map is not None
            entry = next(form.entries(self._map, start, self._end))
            found = recipe_of(self._map, entry, self._same)
            if found is not None:
                self._recipes[path] = found
        return found

    def forget_recipe(self, path: str) -> None:
        """The page has no file any more."""
        self._recipes.pop(path, None)

    def _content_of(self, number: int) -> Content | None:
        place = self._fragments.get(number)
        return None if place is None else self._fragment(place)
