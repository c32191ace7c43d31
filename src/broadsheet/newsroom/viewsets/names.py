"""Topics, people and departments: what stories are about and who makes them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.snippets.views import snippets

from broadsheet.core.viewsets.choosers import NamedChooserViewSet
from broadsheet.core.viewsets.ordered import OrderedViewSet
from broadsheet.core.viewsets.search import matching
from broadsheet.newsroom.forms import NamedForm
from broadsheet.newsroom.models import Department, Person, Topic


class NamedIndexView(snippets.IndexView):
    """A list searched by the names themselves: what was added a second ago is found."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        return matching(queryset, self.search_query, ("name", "slug"))


class TopicFilterSet(WagtailFilterSet):
    class Meta:
        model = Topic
        fields = ["kind"]


class NewTopicForm(NamedForm):
    """A topic made in the chooser, without leaving the story."""

    class Meta:
        model = Topic
        fields = ["name", "slug", "kind"]
        formfield_callback = formfield_for_dbfield


class TopicChooserViewSet(NamedChooserViewSet):
    icon = "tag"
    choose_one_text = _("Choose a topic")
    choose_another_text = _("Choose another topic")
    creation_form_class = NewTopicForm
    creation_tab_label = _("New topic")
    create_action_label = _("Add the topic")


class TopicViewSet(snippets.SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_name = "topics"
    index_view_class = NamedIndexView
    chooser_viewset_class = TopicChooserViewSet
    chooser_per_page = 20
    list_per_page = 50
    list_display = [
        "name",
        "kind",
        Column("slug", label=_("Slug"), sort_key="slug"),
        Column("live_stories", label=_("Live stories"), sort_key="live_stories"),
    ]
    filterset_class = TopicFilterSet
    ordering = "name"
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return Topic.objects.annotate(live_stories=Count("card_topics"))


class PersonFilterSet(WagtailFilterSet):
    class Meta:
        model = Person
        fields = ["is_public", "department"]


class PersonChooserViewSet(NamedChooserViewSet):
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")


class PersonViewSet(snippets.SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    menu_name = "people"
    index_view_class = NamedIndexView
    chooser_viewset_class = PersonChooserViewSet
    chooser_per_page = 20
    list_per_page = 50
    list_display = [
        "name",
        Column("job_title", label=_("Role")),
        Column("department", label=_("Department"), sort_key="department__position"),
        BooleanColumn("is_public", label=_("Public"), sort_key="is_public"),
        UpdatedAtColumn(),
    ]
    filterset_class = PersonFilterSet
    ordering = "name"
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return Person.objects.select_related("department")


class DepartmentViewSet(OrderedViewSet):
    model = Department
    icon = "group"
    menu_label = _("Departments")
    menu_name = "departments"
    panels = [FieldPanel("name")]
    list_display = ["name", Column("people_count", label=_("People"))]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Department]:
        return Department.objects.annotate(people_count=Count("people"))


class NewsroomGroup(snippets.SnippetViewSetGroup):
    menu_label = _("Newsroom")
    menu_name = "newsroom"
    menu_icon = "group"
    menu_order = 200
    items = (TopicViewSet, PersonViewSet, DepartmentViewSet)
