"""YAML that someone else wrote: plain values alone, no references that grow."""

from __future__ import annotations

from typing import Any

import yaml


class YamlRefused(Exception):
    """The text is no YAML that we read; the message says why, as the end of a sentence."""


class _PlainLoader(yaml.SafeLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("it has references")
        return super().compose_node(parent, index)


def read_yaml(data: bytes) -> Any:
    """What the text says. Raises YamlRefused."""
    try:
        return yaml.load(data.decode("utf-8-sig"), Loader=_PlainLoader)  # noqa: S506 a safe loader
    except UnicodeDecodeError as error:
        raise YamlRefused("is not UTF-8 text") from error
    except RecursionError as error:
        raise YamlRefused("is nested too deeply") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise YamlRefused(f"is no YAML that can be read{where}") from error
