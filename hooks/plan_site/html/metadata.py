"""What pages say to machines: search engines, share cards, and the host that serves them."""

from __future__ import annotations

import base64
import hashlib
import html
import textwrap
from collections.abc import Iterable, Mapping

from plan_site.site.page import HOME, Link, Page

SHARE_CARD = Link("/assets/share-card.png", "A ring braided from three strands, with a sun in the middle")
SHARE_CARD_SIZE = (1200, 630)
"""Width and height in pixels: what other sites have room for."""
LONGEST_TITLE, LONGEST_SUMMARY = 120, 200
"""In characters. Beside a link, other sites cut what is longer, some in the middle of a word."""
REFERRER_POLICY = "strict-origin-when-cross-origin"


def security_policy(first_script: str) -> str:
    """The Content-Security-Policy of every page: what is the site's own, and the one script in the page."""
    digest = base64.b64encode(hashlib.sha256(first_script.encode()).digest()).decode()
    return (
        "default-src 'self'; "
        f"script-src 'self' 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'self'; object-src 'none'"
    )


def headers(policy: str, elsewhere: Mapping[str, str] | None = None) -> str:
    """The file _headers, which Netlify, Cloudflare Pages and others follow. Only a header can forbid frames.

    `elsewhere` has the policies of other addresses. Hosts send all headers that fit an address, and browsers obey
    all policies that they get: where there are others, that of the pages is left to the pages themselves.
    """
    frames = "frame-ancestors 'none'"
    lines = [
        "/*",
        f"  Content-Security-Policy: {frames if elsewhere else f'{policy}; {frames}'}",
        f"  Referrer-Policy: {REFERRER_POLICY}",
        "  X-Content-Type-Options: nosniff",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
    ]
    for address, other_policy in (elsewhere or {}).items():
        lines += [address, f"  Content-Security-Policy: {other_policy}; {frames}", "  X-Robots-Tag: noindex"]
    return "\n".join(lines) + "\n"


def short_title(page: Page) -> str:
    """The title of a page beside a link to it, cut between words if it is long."""
    return _shortened(page.title, LONGEST_TITLE)


def summary(page: Page) -> str:
    """What search engines and other sites say of a page: its description, cut between words if it is long."""
    return _shortened(page.description, LONGEST_SUMMARY)


def _shortened(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else textwrap.shorten(words, most, placeholder=" …")


def structured_data(page: Page) -> dict[str, object]:
    """The page as schema.org has it: its heading, its language, and the way to it. Nothing that it does not show."""
    details, site = page.shell.plan.details, page.shell.site
    trail = [(link.words, site.full(link.address)) for link in page.trail] + [(page.title, page.full_address)]
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(trail, start=1)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": page.title,
        "url": page.full_address,
        "inLanguage": "en-GB",
        "isPartOf": {"@type": "WebSite", "name": details.name, "url": site.full(HOME.address)},
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps},
    }


def sitemap(pages: Iterable[Page]) -> str:
    """The addresses that search engines may show, as sitemaps.org has it."""
    listed = (page.full_address for page in pages if page.is_for_search_engines and not page.canonical)
    locations = "".join(f"<url><loc>{html.escape(address)}</loc></url>\n" for address in listed)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{locations}</urlset>\n'
    )
