"""The sizes of screen that are looked at, and what the fixtures of these tests hand out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from playwright.sync_api import BrowserContext, Page

from .cockpit import Cockpit

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

NewContext: TypeAlias = Callable[..., BrowserContext]
Visit: TypeAlias = Callable[..., Page]
Fly: TypeAlias = Callable[..., Cockpit]
