"""Hands on the keyboard only: going from stop to stop with Tab, each of which has to be seen."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

MOST_STOPS = 160
FOCUS = """(wanted) => {
  const here = document.activeElement;
  if (!here || here === document.body) return { here: false, name: "", unseen: "" };
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const inWindow = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const x = Math.min(innerWidth - 1, Math.max(0, (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2));
  const y = Math.min(innerHeight - 1, Math.max(0, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2));
  const top = document.elementFromPoint(x, y);
  const covered = !(here.contains(top) || top?.contains(here));
  const name = here.getAttribute("aria-label") || here.textContent.trim().slice(0, 40) || here.id || here.name;
  const unseen = !drawn ? "has no outline" : !inWindow ? "is out of the window"
    : covered ? `is covered by ${top?.tagName} ${top?.className}` : "";
  return { here: here === wanted, name: `${here.tagName} ${name}`, unseen };
}"""


class Keyboard:
    """Somebody who has no mouse.

    Parameters
    ----------
    page : Page
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def go_to(self, wanted: Locator, *, back: bool = False) -> None:
        """Press Tab, or Shift+Tab, until something has the focus; every stop on the way must be seen to have it.

        Raises
        ------
        AssertionError
            If it is not reached, or if a stop on the way is not to be seen.
        """
        wanted.wait_for()
        stops: list[str] = []
        for _ in range(MOST_STOPS):
            focus: dict[str, Any] = wanted.evaluate(f"(wanted) => ({FOCUS})(wanted)")
            assert not focus["unseen"], f"{focus['name']} has the focus and {focus['unseen']}"
            if focus["here"]:
                return
            stops.append(focus["name"])
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{wanted} was not reached with Tab, which stopped at: {'; '.join(stops)}")

    def use(self, wanted: Locator, key: str = "Enter", *, back: bool = False) -> None:
        """Go to something and press a key on it."""
        self.go_to(wanted, back=back)
        self.press(key)
