"""Addresses that other programs look for in one place; feeds stand behind their lists'."""

from django.urls import URLPattern, path, re_path

from broadsheet.syndication import views

PART = r"(?:-(?P<part>[2-9]|[1-9]\d{1,3}))?"

urlpatterns: list[URLPattern] = [
    path("robots.txt", views.serve_robots, name="robots"),
    path("sitemap.xml", views.serve_index, name="sitemap_index"),
    path("sitemap-news.xml", views.serve_news, name="sitemap_news"),
    re_path(rf"^sitemap-pages{PART}\.xml$", views.serve_pages, name="sitemap_pages"),
    re_path(
        rf"^sitemap-(?P<year>\d{{4}})-(?P<month>\d{{2}}){PART}\.xml$",
        views.serve_month,
        name="sitemap_month",
    ),
]
