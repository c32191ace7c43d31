"""What the room changes in Wagtail's screens: the newsroom's words for images and documents."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents.views.chooser import viewset as file_chooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.views.chooser import viewset as picture_chooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.log_actions import LogActionRegistry

WORDS = {"images": _("Pictures"), "documents": _("Files"), "media": _("Recordings")}

for chooser in (picture_chooser, AdminImageChooser):
    chooser.choose_one_text = _("Choose a picture")
    chooser.choose_another_text = _("Choose another picture")
    chooser.link_to_chosen_text = _("Edit this picture")
for chooser in (file_chooser, AdminDocumentChooser):
    chooser.choose_one_text = _("Choose a file")
    chooser.choose_another_text = _("Choose another file")
    chooser.link_to_chosen_text = _("Edit this file")
picture_chooser.page_title = _("Choose a picture")
file_chooser.page_title = _("Choose a file")


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "media.rights_ended", _("Rights ended"), _("The rights ended: it left every page")
    )
    actions.register_action(
        "media.rights_prolonged", _("Rights prolonged"), _("The rights were prolonged: it is back")
    )


@hooks.register("construct_main_menu")
def say_pictures_and_files(request: HttpRequest, items: list[MenuItem]) -> None:
    for item in items:
        if item.name in WORDS:
            item.label = WORDS[item.name]
