"""One person at a window: goes to pages, waits for them to settle, and keeps what went wrong behind the glass."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Route, expect

from tests.browser.serving import Serving

SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: A deep link makes Streamlit's client ask for its health under the page's address first; both answers are 404.
HARMLESS = re.compile(r"Failed to load resource: the server responded with a status of 404")
DEEP = re.compile(r"/[a-z_-]+/_stcore/(health|host-config)$")

#: The text that an eye can read: no text of size 0, none hidden, none clipped to a pixel, no names of icons.
VISIBLE_TEXT = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const owner = node.parentElement, text = node.textContent.trim();
    if (!text || owner.closest('script, style, noscript, title, [data-testid="stIconMaterial"]')) continue;
    if (!owner.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue;
    if (parseFloat(getComputedStyle(owner).fontSize) < 1) continue;
    const box = owner.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    found.push(text);
  }
  for (const field of document.querySelectorAll('input[placeholder], textarea[placeholder]')) {
    if (field.checkVisibility()) found.push(field.placeholder);
  }
  return found;
}"""

CUT_OFF = """() => [...document.querySelectorAll('.iw-scroll, .iw-tile, .iw-title, .iw-headline, [data-testid="stMain"]')]
  .filter(box => box.scrollWidth > box.clientWidth + 1)
  .map(box => `${box.className}: ${box.innerText.slice(0, 40)}`)"""


class Visitor:
    """A window on one server. ``complaints``: errors of the console and of scripts; ``strangers``: asked hosts that are
    not the server (they get no answer)."""

    def __init__(self, page: Page, server: Serving) -> None:
        self.page = page
        self.server = server
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        page.set_default_timeout(30_000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.route("**/*", self._asked)

    def go(self, address: str) -> Page:
        """Opens an address of the server and waits until its page is drawn."""
        self.page.goto(f"{self.server.address}{address}")
        expect(self.page.locator(".iw-title")).to_be_visible()
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until the server's script rests."""
        expect(self.page.locator(SETTLED)).to_be_attached()

    def bring(self, field: Locator) -> None:
        """Scrolls a field into sight and lets the page come to rest: a list that opens while it still scrolls closes at once."""
        field.scroll_into_view_if_needed()
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150))))"
        )

    def texts(self) -> list[str]:
        """Everything that can be read on the page."""
        found: list[str] = self.page.evaluate(VISIBLE_TEXT)
        return found

    def cut_off(self) -> list[str]:
        """What is wider than the place that it has."""
        found: list[str] = self.page.evaluate(CUT_OFF)
        return found

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if HARMLESS.match(message.text) and DEEP.search(urlsplit(message.location["url"]).path):
            return
        self.complaints.append(f"{message.text} ({message.location['url']})")

    def _asked(self, route: Route) -> None:
        url = route.request.url
        if url.startswith(("data:", "blob:", self.server.address)):
            route.continue_()
        else:
            self.strangers.append(url)
            route.abort()
