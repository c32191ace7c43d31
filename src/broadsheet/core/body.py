"""The body field: a StreamField whose blocks come from the registry and stay out of migrations."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any

from django.utils.functional import cached_property
from wagtail.blocks import BlockField, StreamBlock
from wagtail.fields import StreamField

from broadsheet.core.registries import body_blocks


class BodyFormField(BlockField):
    """Checks one body at a time in a process.

    While a draft is checked, Wagtail notes in the blocks themselves, which all threads share, that
    nothing is required: without the lock another's publication would pass unchecked meanwhile, and
    another's draft would be refused when the first ends.
    """

    one_at_a_time = Lock()

    def clean(self, value: Any) -> Any:
        with self.one_at_a_time:
            return super().clean(value)


class BodyField(StreamField):
    """Body blocks, built from `registries.body_blocks` when first needed.

    `without` names blocks that this field does not offer. Stored as Wagtail stores a stream: a
    JSON list of `{"type", "value", "id"}`.
    """

    def __init__(self, *args: Any, without: Sequence[str] = (), **kwargs: Any) -> None:
        self.without = tuple(without)
        kwargs.pop("block_types", None)
        super().__init__([], **kwargs)

    @cached_property
    def stream_block(self) -> StreamBlock:
        block = StreamBlock(
            [(name, factory()) for name, factory in body_blocks if name not in self.without]
        )
        block.set_meta_options(self.block_opts)
        return block

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": BodyFormField, **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        # A plugin's block must alter no migration: the blocks are left out on purpose.
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [], kwargs

    def clone(self) -> BodyField:
        _name, _path, args, kwargs = self.deconstruct()
        return self.__class__(*args, without=self.without, **kwargs)
