"""What a preview says where readers would see nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError


def fault_for_preview(context: Mapping[str, Any] | None, fault: ValidationError) -> str:
    """The fault's sentence in a preview; "" for readers, who are told nothing of it."""
    request = (context or {}).get("request")
    return str(fault.message) if getattr(request, "is_preview", False) else ""
