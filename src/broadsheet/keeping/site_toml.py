"""site.toml without its passwords, and with them again."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

#: From the first colon after the name to the last @, in an address such as smtp://name:word@host.
PASSWORD = re.compile(r"(?<=//)([^:/]*):.*(?=@)")
#: The names that secrets have, in the file itself and in its tables.
SECRET = re.compile(r"(?:^|[_.-])(?:secret|secret_key|token|password|passphrase|api_key)$", re.I)
#: A value in a comment, as one that was replaced.
COMMENTED = re.compile(r"#.*?([\w.-]+)[\"']?[ \t]*=")
#: Where a secret is given back, whose it is must be the same.
WHOSE = {"oidc_secret": ("oidc_server", "oidc_client")}


def without_secrets(text: str) -> str:
    """The text without the secret key, without tokens and without the passwords in addresses.

    Comments and order stay where each value stands on a line of its own; otherwise the file is
    written anew from its values.
    """
    values = tomllib.loads(text)
    wanted = bare_values(text)
    if wanted == values:
        return text if not _in_comments(text) else _written(wanted)
    changed = {key for key, value in values.items() if key not in wanted or wanted[key] != value}
    return _with_lines(text, changed, wanted)


def with_values(text: str, values: Mapping[str, Any]) -> str:
    """The text with these values at the top level, in place of its own."""
    wanted = {**tomllib.loads(text), **values}
    return _with_lines(text, set(values), wanted)


def bare_values(text: str) -> dict[str, Any]:
    """The values without what `without_secrets` takes out."""
    bare: dict[str, Any] = _bare(tomllib.loads(text))
    return bare


def private_values(text: str) -> dict[str, Any]:
    """The values that `without_secrets` takes out or alters."""
    return {
        key: value
        for key, value in tomllib.loads(text).items()
        if SECRET.search(key) or _bare(value) != value
    }


def given_back(former: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the former file's secrets that belong to what the values name.

    The same server and account, only the password apart; a secret key belongs to nothing else.
    """
    bare = bare_values(former)
    return {
        key: value
        for key, value in private_values(former).items()
        if values.get(key) == bare.get(key)
        and all(values.get(other) == bare.get(other) for other in WHOSE.get(key, ()))
    }


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(held) for name, held in value.items() if not SECRET.search(name)}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return PASSWORD.sub(r"\1", value) if isinstance(value, str) else value


def _line(key: str, value: Any) -> str:
    # A JSON value is a TOML value, for texts, numbers and lists.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"


def _in_comments(text: str) -> bool:
    """Whether a password stands in a comment, as one that was replaced."""
    return bool(PASSWORD.search(text)) or any(
        SECRET.search(name) for name in COMMENTED.findall(text)
    )


def _with_lines(text: str, changed: set[str], wanted: Mapping[str, Any]) -> str:
    lines = []
    for line in text.splitlines():
        key = line.partition("=")[0].strip().strip("\"'")
        if key not in changed:
            lines.append(line)
        elif key in wanted:
            lines.append(_line(key, wanted[key]))
            changed = changed - {key}
    # What was nowhere in the text goes before the first table.
    fresh = [_line(key, wanted[key]) for key in sorted(changed) if key in wanted]
    table = next((n for n, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    made = "\n".join([*lines[:table], *fresh, *lines[table:]]) + "\n"
    try:
        if tomllib.loads(made) == dict(wanted) and not _in_comments_of(made, wanted):
            return made
    except ValueError:
        pass
    return _written(wanted)


def _in_comments_of(made: str, wanted: Mapping[str, Any]) -> bool:
    # Where the values themselves carry passwords the file is the operator's own.
    return _bare(dict(wanted)) == dict(wanted) and _in_comments(made)


def _written(values: Mapping[str, Any]) -> str:
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    lines = [_line("schema", plain.pop("schema", 1))]
    lines += [_line(key, value) for key, value in plain.items()]
    for key, table in values.items():
        if isinstance(table, dict):
            lines += ["", f"[{key}]"]
            lines += [_line(name, value) for name, value in table.items()]
    return "\n".join(lines) + "\n"
