from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "broadsheet.staff"
    label = "staff"
    verbose_name = _("Staff")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from broadsheet.staff import sign_in_mail
        from broadsheet.staff.log_export import export_details
        from broadsheet.staff.noting import listen

        listen()
        sign_in_mail.register()
        export_details()
