"""The program as a WSGI application (PEP 3333), for `broadsheet web` and for other servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.config.settings")

application = get_wsgi_application()
