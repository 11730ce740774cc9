"""What a page must not do: fail in its console, load what is forbidden, ask for what is not there."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

LEFT = "net::ERR_ABORTED"
"""A load that was given up because the page was left: nobody's fault."""
REPORTS_BREACHES = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`breach of the content policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


class Watch:
    """Everything wrong that the pages of a browser context did, but for what a test says that it provokes."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._provoked: list[re.Pattern[str]] = []

    def provoke(self, *patterns: str) -> None:
        """Say that a test brings about what matches one of these."""
        self._provoked += [re.compile(pattern) for pattern in patterns]

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context from now on."""
        context.add_init_script(REPORTS_BREACHES)
        context.on("page", self._watch)

    def _watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"page error on {page.url}: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console {message.type} at {message.location.get('url', '')}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self._note(f"failed request: {request.method} {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"answer {response.status}: {response.request.method} {response.url}")

    def _note(self, fault: str) -> None:
        self._seen.append(fault)

    @property
    def faults(self) -> list[str]:
        """What was seen and not provoked."""
        return [fault for fault in self._seen if not any(pattern.search(fault) for pattern in self._provoked)]
