"""The pack as the shelf sees it: what changed since it was asked, and many pages joined at once."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.press.asked import place_of_count
from broadsheet.press.pack import Pack, form
from broadsheet.press.pack.form import DamagedPack, Entry, Index, Kind
from broadsheet.press.pack.recipes import Headers, Joined, Recipe, join_all, recipe_of
from broadsheet.press.shelf.places import place_of


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

    def _note_all(self, index: Index) -> None:
        super()._note_all(index)
        for path in index.pages:
            self._count(path)
        self.pages.update(index.pages)
        self.fragments.update(index.fragments)

    def _note(self, entry: Entry) -> None:
        if entry.kind == Kind.PAGE and entry.name not in self._pages:
            self._count(entry.name)
        super()._note(entry)
        if entry.kind in (Kind.PAGE, Kind.PAGE_GONE):
            self.pages.add(entry.name)
            self._recipes.pop(entry.name, None)
        elif entry.kind in (Kind.FRAGMENT, Kind.FRAGMENT_GONE):
            self.fragments.add(entry.number)

    def _count(self, path: str) -> None:
        place = place_of_count(path)
        self.counted[place] = tuple({*self.counted.get(place, ()), path})

    def joined(self, paths: Sequence[str]) -> list[Joined | None] | None:
        """Pages as they were at the last look, None for each that is not whole.

        None for all where the pack turns out to be damaged.
        """
        if self._map is None:
            return None
        try:
            data = memoryview(self._map)
            recipes = [self._recipe(data, path) for path in paths]
            return join_all(data, recipes, self._flat)
        except DamagedPack:
            self._damaged()
            return None

    def _recipe(self, data: memoryview, path: str) -> Recipe | None:
        found = self._recipes.get(path)
        start = self._pages.get(path)
        if found is None and start is not None:
            entry = next(form.entries(data, start, self._end))
            found = recipe_of(form.read(data, entry), entry, self._same)
            if found is not None:
                self._recipes[path] = found
        return found

    def headers_of_some(self, most: int) -> list[Headers]:
        """The headers of so many of the pages that can have a file, from all over the pack.

        Empty where the pack turns out to be damaged.
        """
        if self._map is None:
            return []
        data = memoryview(self._map)
        paths = [path for path in self._pages if place_of(path) is not None]
        found = []
        try:
            for path in paths[:: max(1, len(paths) // most)]:
                recipe = self._recipe(data, path)
                if recipe is not None:
                    found.append(recipe.headers)
        except DamagedPack:
            self._damaged()
            return []
        return found

    def forget_recipe(self, path: str) -> None:
        """The page has no file any more."""
        self._recipes.pop(path, None)
