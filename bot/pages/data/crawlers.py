"""What is said to search engines: which pages there are, and which they are to leave alone."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from bot.pages.page import Body, Shown, WebPage
from bot.pages.visit import Visit
from bot.pages.visiting import languages
from bot.views.proofs.mails import PLACE

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"

STEPS = ((), ("list",), ("revisions",))
"""The pages of a letter that are named. Organizations' own are found by the list, and forgotten sooner."""


def sitemap(visit: Visit) -> Shown:
    """The letters' pages in their languages; nothing where it is not known at which address they stand."""
    if not visit.root:
        return None
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for each in visit.unit.letters.all():
        for page in _pages(replace(visit, found=each)):
            root.append(page)
    return Body(ET.tostring(root, encoding="utf-8", xml_declaration=True), "application/xml")


def _pages(visit: Visit) -> Iterator[ET.Element]:
    offered = languages(visit.revision, tuple(visit.speeches))
    for steps in STEPS:
        for tag in offered:
            page = ET.Element("url")
            ET.SubElement(page, "loc").text = visit.address(*steps, language=tag)
            for other in offered:
                there = visit.address(*steps, language=other)
                ET.SubElement(page, "xhtml:link", {"rel": "alternate", "hreflang": other, "href": there})
            yield page


def robots(visit: Visit) -> Shown:
    """Mails' pages are for nobody but who got the mail."""
    named = f"Sitemap: {visit.root}/sitemap.xml\n" if visit.root else ""
    return Body(f"User-agent: *\nDisallow: /{PLACE}/\n{named}".encode(), "text/plain; charset=utf-8")


SITEMAP_PAGE = WebPage("/sitemap.xml", sitemap)
ROBOTS = WebPage("/robots.txt", robots)
