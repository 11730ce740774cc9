"""A thousand jobs in five years in Occitanie: at which level, in which occupation, and what that hangs on."""

from dataclasses import replace

from envol.foresight.engine import project
from envol.foresight.projection import FEW, quantiles
from envol.foresight.situation import Rate, Situation
from envol.gateways.outlooks import read_outlook

YEARS, DRAWS = 5, 1000


def hires(situation: Situation, draws: int = DRAWS):
    """Return everybody hired in the first years, by (level, occupation, draw): jobs created and departures replaced."""
    # Need is told less who comes otherwise than from training; those are hired as well.
    steady = replace(situation, arrivals_spread=0.0)
    need = project(steady, draws=draws).need[:YEARS].sum(axis=(0, 2))
    return need + YEARS * steady.arrivals.sum(axis=1)[..., None]


def created(situation: Situation, draws: int = DRAWS):
    """Return the jobs created in the first years, by draw: those at their end, less those at the start."""
    return project(situation, draws=draws).demand[YEARS - 1].sum(axis=(0, 1, 2)) - situation.demand.sum()


def scaled(rate: Rate, factor: float) -> Rate:
    """Return a rate that is larger or smaller everywhere."""
    return replace(rate, mean=rate.mean * factor)


def grown(situation: Situation, by: float) -> Situation:
    """Return the situation with a growth that is higher by so much a year."""
    return replace(situation, growth=replace(situation.growth, mean=situation.growth.mean + by))


def sized(situation: Situation, factor: float) -> Situation:
    """Return the situation with more or fewer persons, jobs and arrivals."""
    tables = {name: getattr(situation, name) * factor for name in ("stock", "demand", "arrivals")}
    return replace(situation, **tables)


def built(situation: Situation, probability: float) -> Situation:
    """Return the situation with every project as likely as this."""
    return replace(situation, projects=tuple(replace(each, probability=probability) for each in situation.projects))


def told(words: str, draws) -> None:
    """Print low, middle and high; where the middle is of few persons, only that."""
    low, middle, high = quantiles(draws)
    print(f"  {words:48} " + (f"{low:6.0f} {middle:6.0f} {high:6.0f}" if middle >= FEW else f"n<{FEW}"))


if __name__ == "__main__":
    outlook = read_outlook("occitanie")
    now, found = outlook.situation, hires(outlook.situation)
    print(f"{'hires in five years':50} {'q10':>6} {'q50':>6} {'q90':>6}")
    told("all", found.sum(axis=(0, 1)))
    told("of which jobs created, the rest being replaced", created(now))
    for place, words in enumerate(outlook.levels.values()):
        told(words["en"], found[place].sum(axis=0))
    print()
    for place, words in enumerate(outlook.occupations.values()):
        told(words["en"], found[:, place].sum(axis=0))
    print(f"\n{'one thing at a time (no luck)':50} {'low':>6} {'high':>6}")
    step, quits, leave = now.growth.spread, now.quits, now.retirement
    for words, low, high in (
        ("growth, one deviation less or more", grown(now, -step), grown(now, step)),
        ("quits, a third less or half more", *(replace(now, quits=scaled(quits, by)) for by in (2 / 3, 1.5))),
        ("retirements, 2 % or 3 % a year", *(replace(now, retirement=scaled(leave, by)) for by in (0.8, 1.2))),
        ("the plant not built, or surely", *(built(now, by) for by in (0.0, 1.0))),
        ("1 000 or 2 000 jobs at the start", sized(now, 2 / 3), sized(now, 4 / 3)),
    ):
        print(f"  {words:48} {hires(low, 0).sum():6.0f} {hires(high, 0).sum():6.0f}")
    print("\nwere the thousand jobs created, and no hires replaced:")
    by = next(each / 1000 for each in range(200) if created(grown(now, each / 1000), 0).sum() >= 1000)
    print(f"  growth of {now.growth.mean[0] + by:.3f} in the first year instead of {now.growth.mean[0]:.3f}")
