"""Makes item_numbers.json: figures of made-up answers, worked out by other people's programs.

Made once, by hand; neither the product nor its tests need what it uses:

    uv run --no-project --with statsmodels --with scipy --with numpy --with pandas \
        --with pingouin tests/leaderboard/rules/numbers/make_item_numbers.py

alpha: pingouin · item-rest correlation: scipy.stats.pearsonr · two answers: StratifiedTable of
statsmodels, the odds ratio of Mantel and Haenszel, its standard error after Robins, Breslow and
Greenland, their test · ordered answers: Mantel's test by the moments of a permutation, of the raw
answers by numpy; the odds ratio by a proportional-odds model of statsmodels with a shift for each
stratum, which Liu and Agresti's estimates without fitting; its standard error by 2,000 bootstrap
samples.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
from scipy import stats
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.stats.contingency_tables import StratifiedTable

CHANCE = np.random.default_rng(17)
PUPILS, QUESTIONS = 600, 8


def answers() -> tuple[np.ndarray, np.ndarray]:
    """Levels of six questions of two levels and two of three, of two languages; the first and the
    last are harder in the second language."""
    language = CHANCE.integers(0, 2, PUPILS)
    ability = CHANCE.normal(0, 1, PUPILS) - 0.3 * language
    levels = np.zeros((PUPILS, QUESTIONS), dtype=int)
    for question in range(QUESTIONS):
        shift = 0.9 * language if question in (0, QUESTIONS - 1) else 0
        location = ability - CHANCE.normal(-0.5, 0.6) - shift + CHANCE.logistic(0, 1, PUPILS)
        cuts = (-0.6, 0.6) if question >= QUESTIONS - 2 else (0,)
        levels[:, question] = sum((location > cut).astype(int) for cut in cuts)
    return levels, language


def two_levels(levels: np.ndarray, language: np.ndarray, question: int) -> dict[str, float]:
    totals, tables = levels.sum(axis=1), []
    for total in np.unique(totals):
        sides = [levels[(totals == total) & (language == one), question] for one in (0, 1)]
        if all(len(side) for side in sides):
            tables.append([[int((side == 1).sum()), int((side == 0).sum())] for side in sides])
    table = StratifiedTable([np.array(one) for one in tables])
    return {
        "log_odds": float(table.logodds_pooled),
        "error": float(table.logodds_pooled_se),
        "chi_square": float(table.test_null_odds(correction=False).statistic),
        "p": float(table.test_null_odds(correction=False).pvalue),
    }


def permuted(levels: np.ndarray, language: np.ndarray, question: int) -> dict[str, float]:
    totals, found, spread = levels.sum(axis=1), 0.0, 0.0
    for total in np.unique(totals):
        y, g = levels[totals == total, question], language[totals == total]
        if len(set(g)) == 2:
            found += float((y * g).sum() - len(y) * y.mean() * g.mean())
            spread += float(
                ((y - y.mean()) ** 2).sum() * ((g - g.mean()) ** 2).sum() / (len(y) - 1)
            )
    return {"chi_square": found**2 / spread, "p": float(stats.chi2.sf(found**2 / spread, 1))}


def fitted(levels: np.ndarray, language: np.ndarray, question: int) -> float:
    """The log-odds of a proportional-odds model with a shift of its own for each stratum."""
    totals = levels.sum(axis=1)
    frame = pd.DataFrame({"language": language, "stratum": totals})
    both = frame.groupby("stratum")["language"].transform("nunique") == 2
    varied = frame.assign(y=levels[:, question]).groupby("stratum")["y"].transform("nunique") > 1
    keep = both & varied
    dummies = pd.get_dummies(frame["stratum"][keep], drop_first=True, dtype=float)
    design = pd.concat([frame["language"][keep].astype(float), dummies], axis=1)
    model = OrderedModel(levels[keep.to_numpy(), question], design.to_numpy(), distr="logit")
    return -float(model.fit(method="bfgs", disp=False, maxiter=2000).params[0])


def estimate(levels: np.ndarray, language: np.ndarray, question: int) -> float:
    totals, better, worse = levels.sum(axis=1), 0.0, 0.0
    for total in np.unique(totals):
        here = levels[(totals == total) & (language == 0), question]
        there = levels[(totals == total) & (language == 1), question]
        if len(here) and len(there):
            steps = here[:, None] - there[None, :]
            better += np.clip(steps, 0, None).sum() / (len(here) + len(there))
            worse += np.clip(-steps, 0, None).sum() / (len(here) + len(there))
    return float(np.log(better / worse))


def bootstrapped(levels: np.ndarray, language: np.ndarray, question: int) -> float:
    """Pupils are drawn within each stratum and language, as the variance is worked out."""
    totals, cells, found = levels.sum(axis=1), [], []
    for total in np.unique(totals):
        cells += [np.flatnonzero((totals == total) & (language == one)) for one in (0, 1)]
    for _sample in range(2000):
        drawn = np.concatenate([CHANCE.choice(cell, len(cell)) for cell in cells if len(cell)])
        fresh = levels[drawn].copy()
        # The stratum of a pupil stays, whatever was drawn: only its own answer varies.
        found.append(estimate(fresh, language[drawn], question))
    return float(np.std(found, ddof=1))


def main() -> None:
    levels, language = answers()
    totals = levels.sum(axis=1)
    rests = [totals - levels[:, one] for one in range(QUESTIONS)]
    correlations = [
        float(stats.pearsonr(levels[:, one], rests[one]).statistic) for one in range(QUESTIONS)
    ]
    whole = {
        "answers": ["".join(map(str, [*row, g])) for row, g in zip(levels, language, strict=True)],
        "alpha": float(pingouin.cronbach_alpha(pd.DataFrame(levels), ci=0.95)[0]),
        "correlations": correlations,
        "two_levels": {str(one): two_levels(levels, language, one) for one in range(6)},
        "ordered": {str(one): permuted(levels, language, one) for one in (6, 7)},
        "fitted": {str(one): fitted(levels, language, one) for one in (6, 7)},
        "bootstrapped": {str(one): bootstrapped(levels, language, one) for one in (0, 6, 7)},
    }
    kept = Path(__file__).with_name("item_numbers.json")
    kept.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
