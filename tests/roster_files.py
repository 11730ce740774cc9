"""A small OneRoster of a fictional school, as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

MANIFEST = (
    "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.academicSessions,bulk\nfile.orgs,bulk\n"
    "file.courses,absent\nfile.classes,bulk\nfile.users,bulk\nfile.roles,bulk\nfile.enrollments,bulk\n"
    "source.systemName,Système fictif\nsource.systemCode,SIS\n"
)
FILES = {
    "manifest": MANIFEST,
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier\no1,,,Lycée fictif,school,0690001A\n",
    "academicSessions": (
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
        "y1,,,2026-2027,schoolYear,2026-09-01,2027-08-31,,2027\n"
    ),
    "classes": (
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
        "termSourcedIds\nc1,,,BTS 1,,k1,,homeroom,,o1,y1\n"
    ),
    "users": (
        "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email\n"
        "p1,,,true,p1,Prénom,Nom,p1@example.invalid\np2,,,true,p2,Prénom,Nom,p2@example.invalid\n"
        "t1,,,true,t1,Dominique,Fictif,T1@example.invalid\n"
    ),
    "roles": (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
        "r1,,,p1,primary,student,,,o1\nr2,,,p2,primary,student,,,o1\nr3,,,t1,primary,teacher,,,o1\n"
    ),
    "enrollments": (
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
        "e1,,,c1,o1,p1,student,,,\ne2,,,c1,o1,p2,student,,,\ne3,,,c1,o1,t1,teacher,true,,\n"
    ),
}
"""The text of each file, by its name."""


def write_roster(folder: Path, texts: Mapping[str, str] = FILES) -> Path:
    """Write the files into a folder of their own, in place of those that were there."""
    sent = folder / "sent"
    sent.mkdir(exist_ok=True)
    for name, text in texts.items():
        (sent / f"{name}.csv").write_text(text, encoding="utf-8")
    return sent
