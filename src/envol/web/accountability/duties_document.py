"""The page of the documentation about duties: the same content as on the campus, in English, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation

from envol.gateways.duties_schema import Aid, Duty, Rule, Source, Standard, Statement, Status
from envol.web.accountability.duties import WORDS, Chapter, chapters, law
from envol.web.accountability.processing import BASES, Entry, register

HEAD = """# Duties

Written by `envol manage duties_page > docs/duties.md` from `content/duties` and from the models: edit those, not this.
The campus shows the same at `/duties/` and `/register/`, in French and in English.

What the law and the standards ask of a campus, where that comes from, who must confirm it, and how far the campus is
with it. Most sources are pages about the law, not the law itself: nothing here is legal advice, and what is to be
confirmed is not to be relied on. Looked through on {day}."""


def duties_document() -> str:
    """Return the whole page."""
    with translation.override("en"):
        return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD.format(day=law().checked_on.isoformat())
    for chapter in chapters():
        yield f"\n## {WORDS[chapter.theme]}"
        yield from _chapter(chapter)
    yield "\n## Register of processing"
    yield "\n| table | why | basis | whose | who reads it | how long | job |\n|---|---|---|---|---|---|---|"
    for entry in sorted(register(), key=lambda entry: entry.model._meta.label):
        yield _entry(entry)


def _chapter(chapter: Chapter) -> Iterator[str]:
    for duty in chapter.duties:
        yield from _duty(duty)
    for rule in chapter.rules:
        yield from _rule(rule)
    for standard in chapter.standards:
        yield from _standard(standard)
    for aid in chapter.aids:
        yield from _aid(aid)


def _duty(duty: Duty) -> Iterator[str]:
    yield f"\n### {duty.title.en} ({WORDS[duty.standing]})\n\n{duty.text.en}\n\n*Here:* {duty.here.en}\n"
    yield from _sources(duty)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"\n### Rule: {rule.title.en}\n\n{rule.text.en}\n"
    yield from (f"- {each.title.en}: **{each.value} {WORDS[each.unit]}** (`{each.name}`)" for each in rule.figures)
    yield from _sources(rule)


def _standard(standard: Standard) -> Iterator[str]:
    yield f"\n### {standard.title.en}\n\n{standard.text.en}\n"
    yield from _sources(standard)
    yield "\n| | what it asks | concerns | evidence in the campus |\n|---|---|---|---|"
    for criterion in standard.criteria:
        yield f"| **{criterion.number}** | **{criterion.title.en}** | | |"
        for each in criterion.indicators:
            concerns = ", ".join(str(WORDS[scope]) for scope in each.only_for) or "all"
            evidence = f"{WORDS[each.standing]}{f': {each.evidence.en}' if each.evidence else ''}"
            yield f"| {each.number} | {each.text.en} | {concerns} | {evidence} |"


def _aid(aid: Aid) -> Iterator[str]:
    point = "" if aid.point == "none" else f", annex III, point {aid.point}"
    yield f"\n### Aid: {aid.title.en} ({WORDS[aid.stage]})\n\n{aid.text.en}\n"
    yield f"- Uses: {'; '.join(used.en for used in aid.uses)}."
    yield f"- Weighs: {aid.weighs.en}"
    yield f"- Who overrules: {WORDS[aid.human]}. {aid.overrule.en}"
    yield f"- Appeal: {aid.appeal.en}"
    yield f"- Class: {WORDS[aid.risk]}{point}. {aid.why.en}"
    yield from _sources(aid)


def _sources(statement: Statement) -> Iterator[str]:
    if statement.status is Status.CONFIRMED:
        yield f"- Confirmed by {statement.confirmed_by}, {statement.confirmed_on}."
    else:
        yield f"- To be confirmed by {', '.join(str(WORDS[who]) for who in statement.confirm_by)}."
    yield from (_source(source) for source in statement.sources)


def _source(source: Source) -> str:
    dated = f", {source.dated.isoformat()}" if source.dated else ""
    return f"- Source: {source.citation.en}{dated} ({WORDS[source.known_by]})."


def _entry(entry: Entry) -> str:
    said = entry.processing
    cells = (entry.title, said.purpose, BASES[said.basis], said.whose, said.recipients, said.kept, said.job or "–")
    return f"| {' | '.join(str(cell) for cell in cells)} |"
