"""Tells an account's owner by mail of a sign-in from a browser or a network not seen before."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from broadsheet.core.models import OutboundAct
from broadsheet.core.outbound.actions import NewAct, ask
from broadsheet.core.outbound.kinds import OutboundFailed, OutboundKind, outbound_kinds
from broadsheet.staff.enums import StaffAction
from broadsheet.staff.models import User
from broadsheet.staff.newspaper import newspaper_name

KIND = "sign_in_mail"
#: What was used within this is known.
REMEMBERED = timedelta(days=180)
#: Bits of an address that stay the same where a line gives another one each day.
IPV4_BITS, IPV6_BITS = 24, 48
#: What a User-Agent contains, and what people call it; the first that fits.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """Browser and system without their versions, which change each month: `Firefox, Linux`."""
    names = [
        next((name for part, name in known if part in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in names if name) or user_agent[:60].strip()


def network_of(address: str) -> str:
    """The network of an address; "" where there is none."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    bits = IPV4_BITS if ip.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network(f"{ip}/{bits}", strict=False))


def is_new(account: User, browser: str, address: str) -> bool:
    """Whether the account was used before, and never with this browser or never from there.

    The audit log remembers. Ask before the sign-in itself stands in it.
    """
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User, for_concrete_model=False),
        object_id=str(account.pk),
        action=StaffAction.SIGNED_IN.value,
        timestamp__gt=timezone.now() - REMEMBERED,
    )
    seen = list(entries.order_by("-timestamp").values_list("data", flat=True)[:500])
    if not seen:
        return False
    browsers = {data.get("browser") for data in seen if data.get("browser")}
    networks = {network_of(str(data.get("ip", ""))) for data in seen}
    # Entries of a version that kept no browser say nothing of it.
    return bool(browsers and browser not in browsers) or network_of(address) not in networks


def tell_owner(account: User, *, browser: str, address: str, how: str) -> None:
    """Let the worker mail the account's owner. In the transaction that causes it."""
    if settings.BROADSHEET_SIGN_IN_MAIL and account.email:
        payload = {
            "account": account.pk,
            "at": timezone.now().isoformat(),
            "browser": browser,
            "address": address,
            "how": how,
        }
        ask(KIND, [NewAct(title=str(account), payload=payload)])


def send(acts: Sequence[OutboundAct]) -> None:
    """Mail them, each by itself. Raises OutboundFailed where the mail server took it not."""
    for act in acts:
        account = User.objects.active().filter(pk=act.payload.get("account")).first()
        if account is None or not account.email:
            # Nobody is left to be told.
            continue
        try:
            message_of(act, account).send()
        except Exception as error:
            raise OutboundFailed(
                f"The mail was not taken: {str(error) or type(error).__name__}. Look at the key "
                "mail of site.toml; it is tried again."
            ) from error


def message_of(act: OutboundAct, account: User) -> EmailMessage:
    profile = getattr(account, "wagtail_userprofile", None)
    language = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
    base = str(settings.BROADSHEET_ADDRESS)
    at = parse_datetime(str(act.payload.get("at"))) or act.asked_at
    with translation.override(language):
        newspaper = newspaper_name()
        context = {
            "account": account,
            "newspaper": newspaper,
            "browser": act.payload.get("browser") or pgettext("a browser", "unknown"),
            "address": act.payload.get("address") or pgettext("an address", "unknown"),
            "at": date_format(timezone.localtime(at), "DATETIME_FORMAT"),
            "zone": timezone.get_current_timezone_name(),
            "sessions": base + reverse("own_sessions"),
            "password": base + reverse("account_change_password"),
        }
        subject = gettext("A new sign-in at %(newspaper)s") % {"newspaper": newspaper}
        return EmailMessage(
            " ".join(subject.split()),
            render_to_string("staff/mail/sign_in.txt", context),
            to=[account.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def register() -> None:
    """Make these mails a kind of outbound act; where somebody was is not kept for long."""
    outbound_kinds.register(
        KIND,
        OutboundKind(
            label=_("Mail about a sign-in"),
            send=send,
            first_delay=30.0,
            longest_delay=3600.0,
            kept=timedelta(days=1),
        ),
    )
