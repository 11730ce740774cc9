"""A staff list for two sites: looked at, confirmed, and refused whole where lines of it are broken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from .french import said
from .network import Network
from .screens import Visit
from .watching import Watch

HEADER = "email;name;role;organisation;site;since;until"
BROKEN = (
    ("pas-une-adresse", "teacher", "Centre", "", ""),
    ("", "teacher", "Annexe", "", ""),
    ("role1.{key}@example.invalid", "magicien", "Centre", "", ""),
    ("role2.{key}@example.invalid", "", "Annexe", "", ""),
    ("site1.{key}@example.invalid", "teacher", "Centr", "", ""),
    ("site2.{key}@example.invalid", "mentor", "Ailleurs", "", ""),
    ("jour1.{key}@example.invalid", "teacher", "Centre", "31/02/2027", ""),
    ("jour2.{key}@example.invalid", "teacher", "Centre", "", "hier"),
    ("ordre.{key}@example.invalid", "teacher", "Annexe", "01/09/2027", "31/08/2027"),
    ("passe.{key}@example.invalid", "teacher", "Annexe", "", "31/08/2020"),
)
"""Address, role, site, since, until: each has one thing wrong."""
GOOD = (("bon1.{key}@example.invalid", "enseignante", "Centre"), ("bon2.{key}@example.invalid", "mentor", "Annexe"))


def test_a_head_imports_the_staff_of_two_sites(visit: Visit, network: Network, tmp_path: Path) -> None:
    school = network.schools["staff"]
    page = as_head(visit, network, "fr")
    staff = [(f"{site.lower()}{number}", site) for site in ("Centre", "Annexe") for number in (1, 2)]
    lines = [f"{name}@example.invalid;{name} (exemple);enseignant;{school.id};{site};;" for name, site in staff]
    page.get_by_role("link", name=said("fr", "Import a staff list")).click()
    look_at(page, "fr", written(tmp_path, lines))
    expect(page.get_by_role("row").filter(has_text=said("fr", "Roles"))).to_contain_text("4")
    other = page.context.new_page()
    other.goto(f"{school.path}people/")
    expect(listed(other, "centre1 (exemple)")).to_have_count(0)
    page.get_by_role("button", name=said("fr", "Import"), exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("4")
    for name, site in staff:
        row = listed(page, f"{name} (exemple)")
        expect(row).to_contain_text(site)
        expect(row).to_contain_text(said("fr", "teacher"))


def test_a_staff_list_with_ten_broken_lines_names_the_ten_and_imports_nothing_until_the_others_are_asked_for(
    visit: Visit, network: Network, watch: Watch, tmp_path: Path
) -> None:
    school = network.schools["staff"]
    page = as_head(visit, network, "en")
    before = page.get_by_role("row").count()
    broken = [
        f"{email};Somebody;{role};{school.id};{site};{since};{until}" for email, role, site, since, until in BROKEN
    ]
    good = [f"{email};{email.split('.')[0]} (example);{role};{school.id};{site};;" for email, role, site in GOOD]
    page.goto(f"{school.path}people/import/")
    look_at(page, "en", written(tmp_path, [good[0], *broken, good[1]], key="mends"))
    names_the_ten(page)
    send_all_the_same(page, watch)
    names_the_ten(page)
    page.goto(f"{school.path}people/")
    assert page.get_by_role("row").count() == before
    page.goto(f"{school.path}people/import/")
    look_at(page, "en", written(tmp_path, [good[0], *broken, good[1]], key="mends"))
    page.get_by_label(said("en", "Import the others")).check()
    page.get_by_role("button", name=said("en", "Import"), exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Roles: 2 created, 0 updated, 0 unchanged, 10 refused.")
    for name, site in (("bon1", "Centre"), ("bon2", "Annexe")):
        expect(listed(page, f"{name} (example)")).to_contain_text(site)
    expect(listed(page, "Somebody")).to_have_count(0)


def as_head(visit: Visit, network: Network, language: str) -> Page:
    """Somebody who heads the school, on the page of its people."""
    page = visit(language)
    network.come_in(page.context, "head.staff")
    page.goto("/")
    page.get_by_role("link", name=said(language, "See who has which role")).click()
    expect(page.get_by_role("heading", level=1, name=said(language, "People and their roles"))).to_be_visible()
    return page


def written(folder: Path, lines: Sequence[str], key: str = "staff") -> Path:
    path = folder / "personnels.csv"
    path.write_text("\n".join([HEADER, *lines]).replace("{key}", key) + "\n", encoding="utf-8-sig")
    return path


def look_at(page: Page, language: str, file: Path) -> None:
    """Choose a file and see what it would do."""
    page.get_by_label(said(language, "CSV file")).set_input_files(file)
    page.get_by_role("button", name=said(language, "Look at this list")).click()
    expect(page.get_by_role("heading", level=1, name=said(language, "What this list would do"))).to_be_visible()


def names_the_ten(page: Page) -> None:
    """Check that each broken line is told once, by its number: the header is line 1, a good one line 2."""
    told = page.get_by_role("table", name="10 lines are refused").get_by_role("rowheader")
    assert [int(number) for number in told.all_inner_texts()] == list(range(3, 13))
    expect(page.get_by_text("nothing is imported, unless you ask for the others")).to_be_visible()


def send_all_the_same(page: Page, watch: Watch) -> None:
    """Send the list without asking for the others, which the browser itself would not."""
    watch.provoke("422")
    page.get_by_label(said("en", "Import the others")).evaluate("(box) => { box.required = false; }")
    page.get_by_role("button", name=said("en", "Import"), exact=True).click()
    expect(page.get_by_role("table", name="10 lines are refused")).to_be_visible()


def listed(page: Page, name: str) -> Locator:
    """Somebody's line in the list of people."""
    return (
        page.get_by_role("table", name="Roles")
        .or_(page.get_by_role("table", name=said("fr", "Roles")))
        .get_by_role("row")
        .filter(has_text=name)
    )
