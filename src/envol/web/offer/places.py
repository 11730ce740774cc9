"""Department and region of an address: as it says them, else from its postcode."""

from __future__ import annotations

from dataclasses import dataclass

from envol.gateways.lheo.records import Address

_REGIONS = {
    "01": "971", "02": "972", "03": "973", "04": "974", "06": "976",
    "11": "75 77 78 91 92 93 94 95", "24": "18 28 36 37 41 45", "27": "21 25 39 58 70 71 89 90",
    "28": "14 27 50 61 76", "32": "02 59 60 62 80", "44": "08 10 51 52 54 55 57 67 68 88", "52": "44 49 53 72 85",
    "53": "22 29 35 56", "75": "16 17 19 23 24 33 40 47 64 79 86 87",
    "76": "09 11 12 30 31 32 34 46 48 65 66 81 82", "84": "01 03 07 15 26 38 42 43 63 69 73 74",
    "93": "04 05 06 13 83 84", "94": "2A 2B",
}  # fmt: skip
# As in `content/geography`, which a test compares: reading it brings the twin's libraries along, which would take as
# much memory as the import of the largest offer.
REGION_OF = {department: region for region, all_of_it in _REGIONS.items() for department in all_of_it.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a session is held; empty where nothing says."""

    town: str = ""
    department: str = ""
    region: str = ""


def place_of(address: Address) -> Place:
    """Return the place of an address.

    The department decides on the region: files still write the codes of the regions of before 2016.
    """
    department = address.department.upper()
    department = department.removeprefix("0") if len(department) == 3 else department
    if department not in REGION_OF:
        department = department_of(address.postcode)
    return Place(town=address.town, department=department, region=REGION_OF.get(department, ""))


def department_of(postcode: str) -> str:
    """Return the department of a postcode, empty where it has none.

    >>> department_of("69007"), department_of("97410"), department_of("20200"), department_of("20090")
    ('69', '974', '2B', '2A')
    """
    if len(postcode) != 5 or not postcode.isdigit():
        return ""
    if postcode.startswith("20"):
        return "2A" if postcode[2] in "01" else "2B"
    department = postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]
    return department if department in REGION_OF else ""
