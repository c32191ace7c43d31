"""Lists whose rows the desk puts in order by hand."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.db.models import Max
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.log_actions import log
from wagtail.snippets.views import snippets


def next_place(model: type[models.Model], field: str) -> int:
    """The place behind the last row."""
    last = model._default_manager.aggregate(last=Max(field))["last"]
    return 0 if last is None else int(last) + 1


def move_to(row: models.Model, field: str, place: int) -> bool:
    """Put a row at an index of its list and number all rows anew; False if it stood there.

    Numbering anew mends places given twice, on which Wagtail's own way does nothing.
    """
    with transaction.atomic():
        rows = list(type(row)._default_manager.order_by(field, "pk").select_for_update())
        before = [item.pk for item in rows]
        rows = [item for item in rows if item.pk != row.pk]
        place = len(rows) if place < 0 else min(place, len(rows))
        rows.insert(place, row)
        for number, item in enumerate(rows):
            setattr(item, field, number)
        type(row)._default_manager.bulk_update(rows, [field])
    return [item.pk for item in rows] != before


class PlacedLastMixin:
    """A new row goes behind the others."""

    model: type[models.Model]
    sort_order_field: str
    form: Any

    def save_instance(self) -> Any:
        # Wagtail places only rows whose place is NULL; ours may not be.
        setattr(
            self.form.instance, self.sort_order_field, next_place(self.model, self.sort_order_field)
        )
        return super().save_instance()  # type: ignore[misc]


class OrderedCreateView(PlacedLastMixin, snippets.CreateView):
    pass


class OrderedCopyView(PlacedLastMixin, snippets.CopyView):
    pass


class OrderedIndexView(snippets.IndexView):
    """The list in its order; rows of one place stand in the order in which they were made."""

    def order_queryset(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        ordered: models.QuerySet[Any] = super().order_queryset(queryset)
        if self.show_ordering_column:
            # Wagtail sorts by the place alone, and databases return equal rows as they please.
            return ordered.order_by(self.sort_order_field, "pk")
        return ordered


class RenumberingReorderView(snippets.ReorderView):
    """Takes a row to another place, by drag or by keyboard, and notes who did."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        row = get_object_or_404(self.model, pk=unquote(str(kwargs["pk"])))
        try:
            place = int(request.GET.get("position", ""))
        except ValueError:
            place = -1
        if move_to(row, self.sort_order_field, place):
            log(instance=row, action="wagtail.reorder", user=request.user)
        return JsonResponse({"success": True})


class OrderedViewSet(snippets.SnippetViewSet):
    """A list in the desk's own order; the order is what is shown first."""

    add_view_class = OrderedCreateView
    copy_view_class = OrderedCopyView
    index_view_class = OrderedIndexView
    reorder_view_class = RenumberingReorderView

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.ordering = self.sort_order_field
