"""E-mail addresses in one form, so that nobody is two readers."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.encoding import punycode
from django.utils.translation import gettext as _

from broadsheet.readers.errors import EmailRefused

LONGEST_EMAIL = 254
# An address at this machine itself, which Django's validator lets pass, is no reader's.
is_email = EmailValidator(allowlist=[])


def normal_email(text: str) -> str:
    """`" Mara@BÜCHER.example "` → `"Mara@xn--bcher-kva.example"`.

    The part before the @ keeps its case, which the reader's own server may mind; what is equal is
    told by `EmailAddress.objects.matching`. Raises EmailRefused in a sentence.
    """
    email = unicodedata.normalize("NFKC", text).strip()
    if not email:
        raise EmailRefused(_("There is no e-mail address. Give one, such as name@example.org."))
    local, _at, domain = email.rpartition("@")
    try:
        email = f"{local}@{punycode(domain).lower()}"
        is_email(email)
    except (UnicodeError, ValidationError) as error:
        raise EmailRefused(
            _("“%(email)s” can't be an e-mail address. Write it like name@example.org.")
            % {"email": text.strip()[:100]}
        ) from error
    if len(email) > LONGEST_EMAIL:
        raise EmailRefused(
            _(
                "The e-mail address is longer than the %(limit)d characters that mail servers "
                "take. Give a shorter one."
            )
            % {"limit": LONGEST_EMAIL}
        )
    return email
