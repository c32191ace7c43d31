"""schema.org objects of the publication (https://schema.org/NewsMediaOrganization, /WebSite)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.masthead.head import JsonLd, absolute
from broadsheet.media.models.sharing import FALLBACK
from broadsheet.media.renditions import by_spec

if TYPE_CHECKING:
    from broadsheet.masthead.models import SiteSettings


def organization_id() -> str:
    """The id by which stories name their publisher."""
    return absolute("/#organization")


def organization_json_ld(settings: SiteSettings) -> JsonLd:
    data: JsonLd = {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "@id": organization_id(),
        "name": settings.name,
        "url": absolute("/"),
        "masthead": absolute("/team/"),
    }
    for key, value in (
        ("legalName", settings.publisher),
        ("foundingDate", settings.founded),
        ("email", settings.email),
        ("telephone", settings.phone),
        ("description", settings.description),
        ("slogan", settings.tagline),
    ):
        if value:
            data[key] = value
    if settings.street_address:
        data["address"] = {"@type": "PostalAddress", "streetAddress": settings.street_address}
    if settings.logo:
        rendition = by_spec(settings.logo).get(FALLBACK)
        if rendition:
            data["logo"] = {"@type": "ImageObject", "url": absolute(rendition.url)}
    links = list(settings.social_links.values_list("url", flat=True))
    if links:
        data["sameAs"] = links
    return data


def website_json_ld(settings: SiteSettings) -> JsonLd:
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "name": settings.name,
        "url": absolute("/"),
        "inLanguage": settings.language,
        "publisher": {"@id": organization_id()},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute("/search/") + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }
