from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from broadsheet.charts import draw
from broadsheet.masthead.current import content_language
from broadsheet.newsroom.blocks.previews import fault_for_preview
from broadsheet.newsroom.chart_figures import FiguresRefused, chart_of


class ChartBlock(blocks.StructBlock):
    """A chart drawn on the server from a table that a reporter types or pastes."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("bars", _("Bars: names beside each other")),
            ("columns", _("Columns: a few steps in time")),
            ("line", _("Line: many steps in time")),
        ],
        default="bars",
    )
    title = blocks.CharBlock(label=_("Title"), help_text=_("What the chart shows."))
    unit = blocks.CharBlock(
        label=_("Unit"),
        required=False,
        help_text=_("What is counted: “crowns a kilo”, “thousand litres”."),
    )
    data = blocks.TextBlock(
        label=_("Figures"),
        rows=8,
        help_text=_(
            "One line for each: the name, a semicolon, the number (“Corrow; 10.15”). Up to three "
            "numbers a line, if a first line says what they are (“Year; Herring; Cod”). Cells "
            "copied from a spreadsheet can be pasted as they are."
        ),
    )
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "order"
        label = _("Chart")
        template = "newsroom/blocks/chart.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        try:
            chart, figures = chart_of(value, content_language())
        except FiguresRefused as refused:
            context["fault"] = fault_for_preview(parent_context, refused)
        else:
            # Every text in it was escaped where it was drawn.
            context |= {"drawing": mark_safe(draw(chart)), "chart": chart, "figures": figures}
        return context
