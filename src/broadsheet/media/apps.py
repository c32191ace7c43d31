from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "broadsheet.media"
    label = "media"
    verbose_name = _("Pictures and files")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from broadsheet.core.clock import Job, jobs
        from broadsheet.core.problems import problems
        from broadsheet.media import signals
        from broadsheet.media.carrying import let_pictures_carry
        from broadsheet.media.expiry import keep_rights, withdraw_strays
        from broadsheet.media.metadata import keep_private_metadata_out
        from broadsheet.media.models import Picture
        from broadsheet.media.problems import pictures_without_sizes, rights_that_end

        post_save.connect(signals.prepare_renditions_on_save, sender=Picture)
        keep_private_metadata_out()
        let_pictures_carry()
        jobs.register("keep the rights of pictures", Job(1, keep_rights))
        jobs.register("withdraw files left behind", Job(60, withdraw_strays))
        problems.register("rights of pictures", rights_that_end)
        problems.register("pictures without sizes", pictures_without_sizes)
