from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "broadsheet.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from broadsheet.core.clock import Job, jobs
        from broadsheet.core.registries import slots, suffixes
        from broadsheet.newsroom import addresses, blocks, parts
        from broadsheet.newsroom.readiness import built_in
        from broadsheet.newsroom.schedule import keep_schedule
        from broadsheet.newsroom.views.history import SUFFIX, serve_history
        from broadsheet.press.fragments import fragments

        blocks.register()
        built_in.register()
        addresses.register()
        suffixes.register(SUFFIX, serve_history)
        fragments.register("story.rail", parts.rail)
        slots.fill("story.rail", parts.news_feed, weight=10)
        slots.fill("missing.below", parts.latest, weight=10)
        slots.fill("gone.notice", parts.withdrawn, weight=10)
        jobs.register("keep the schedule", Job(1, keep_schedule))
        self.connect_signals()

    def connect_signals(self) -> None:
        from django.db.models.signals import post_save, pre_delete
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from broadsheet.newsroom import signals
        from broadsheet.newsroom.models import Person, Story, Topic

        page_published.connect(signals.settle_published)
        page_unpublished.connect(signals.settle_unpublished)
        page_slug_changed.connect(signals.settle_renamed)
        post_page_move.connect(signals.settle_moved)
        pre_delete.connect(signals.drop_card_of_deleted, sender=Story)
        post_save.connect(signals.keep_address_of_snippet, sender=Topic)
        post_save.connect(signals.keep_address_of_snippet, sender=Person)
