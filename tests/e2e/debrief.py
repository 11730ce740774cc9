"""The score and the replay as whoever reads them sees them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from .french import said


class Debrief:
    """The pages of a flight that has landed.

    Parameters
    ----------
    page : Page
    language : str
        "fr" or "en".
    """

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language

    def ready(self) -> Debrief:
        """Wait until the page is whole, its curves included."""
        expect(self.page.locator("html[data-ready]")).to_be_attached()
        return self

    def section(self, heading: str) -> Locator:
        """A part of the page by its heading."""
        return self.page.get_by_role("region", name=said(self.language, heading), exact=True)

    @property
    def scrubber(self) -> Locator:
        """The time of the replay."""
        return self.page.get_by_role("slider", name=said(self.language, "Hour of the process"))

    @property
    def why(self) -> Locator:
        """The terms that move a quantity at the instant."""
        return self.section("Why is it moving?").get_by_role("table")

    def terms(self) -> list[str]:
        """Each term with its value and its share, as they are written."""
        return self.why.locator("tbody tr").all_inner_texts()

    @property
    def state_hash(self) -> str:
        """The state that the flight came to, as the score page's record names it."""
        return (self.section("The record").locator("code").last.text_content() or "").strip()

    def download(self, what: str, folder: Path) -> Path:
        """Take a file of the flight away; return where it is."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=said(self.language, what), exact=True).click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path
