from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "broadsheet.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from broadsheet.core.clock import Job, jobs
        from broadsheet.core.problems import problems
        from broadsheet.core.registries import slots, suffixes
        from broadsheet.newsroom import addresses, blocks, parts
        from broadsheet.newsroom.assigning.actions import remind
        from broadsheet.newsroom.differences import blocks as comparisons
        from broadsheet.newsroom.merging.bases import prune_bases
        from broadsheet.newsroom.notices.mailing import (
            mail_notices,
            prune_notices,
            unsent_notices,
        )
        from broadsheet.newsroom.other_sites.checking import forget_links
        from broadsheet.newsroom.other_sites.signals import ask_again
        from broadsheet.newsroom.readiness import built_in
        from broadsheet.newsroom.schedule import keep_schedule
        from broadsheet.newsroom.views.history import SUFFIX, serve_history
        from broadsheet.press.fragments import fragments

        blocks.register()
        comparisons.register()
        built_in.register()
        addresses.register()
        suffixes.register(SUFFIX, serve_history)
        fragments.register("story.rail", parts.rail)
        slots.fill("story.rail", parts.news_feed, weight=10)
        slots.fill("missing.below", parts.latest, weight=10)
        slots.fill("gone.notice", parts.withdrawn, weight=10)
        jobs.register("keep the schedule", Job(1, keep_schedule))
        jobs.register("remind of deadlines", Job(30, remind))
        jobs.register("mail notices", Job(5, mail_notices))
        jobs.register("prune notices", Job(86_400, prune_notices))
        jobs.register("prune open editors", Job(86_400, prune_bases))
        jobs.register("ask links again", Job(60, ask_again))
        jobs.register("forget links", Job(86_400, forget_links))
        problems.register("notices", unsent_notices)
        self.connect_signals()

    def connect_signals(self) -> None:
        from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
        from wagtail.models import PageViewRestriction, Revision
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
            task_submitted,
            workflow_approved,
            workflow_rejected,
        )

        from broadsheet.media.expiry import picture_brought_back, picture_taken_off
        from broadsheet.newsroom import signals
        from broadsheet.newsroom.corrections import signals as corrections
        from broadsheet.newsroom.models import Person, Story, Topic
        from broadsheet.newsroom.notices import signals as notices
        from broadsheet.newsroom.other_sites.signals import want_links_of

        page_published.connect(signals.settle_published)
        picture_taken_off.connect(signals.take_off_cards)
        picture_brought_back.connect(signals.bring_back_to_cards)
        page_published.connect(notices.tell_published)
        page_unpublished.connect(notices.tell_taken_down)
        corrections.story_corrected.connect(notices.tell_corrected)
        corrections.correction_changed.connect(notices.tell_reworded)
        corrections.correction_taken_back.connect(notices.tell_taken_back)
        corrections.story_withdrawn.connect(notices.tell_withdrawn)
        corrections.story_reinstated.connect(notices.tell_reinstated)
        picture_taken_off.connect(notices.tell_right_ended)
        task_submitted.connect(notices.tell_approvers)
        workflow_rejected.connect(notices.tell_sent_back)
        workflow_approved.connect(notices.tell_approved)
        page_unpublished.connect(signals.settle_unpublished)
        page_slug_changed.connect(signals.settle_renamed)
        post_page_move.connect(signals.settle_moved)
        pre_delete.connect(signals.drop_card_of_deleted, sender=Story)
        pre_save.connect(signals.note_restricted_before, sender=PageViewRestriction)
        post_save.connect(want_links_of, sender=Revision)
        post_save.connect(signals.settle_restricted, sender=PageViewRestriction)
        post_delete.connect(signals.settle_freed, sender=PageViewRestriction)
        post_save.connect(signals.keep_address_of_snippet, sender=Topic)
        post_save.connect(signals.keep_address_of_snippet, sender=Person)
