"""From an activity to a forfait, its advance and its balance (I2021 annexe 3, WEB).

Everything is exact until an amount is stated; each amount is rounded once, and the parts make the whole:
balance = forfait - advance, bonus = forfait with it - forfait without.

The three formulas come first. They take numbers here, each kept as a step of the explanation; ``tariff.py``
feeds them lines.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from calculator.engine.activity import category
from calculator.engine.steps import KILO_EURO, Step, stated
from calculator.exact.lines import Line
from calculator.exact.rounding import round_half_up
from calculator.rules.model import Categorie, DomaineId, FenetreId, Rules, Tranche

NO_BONUS = Fraction(0)


def position_in[N: (Fraction, Line)](bounds: Categorie, activity: N) -> N:
    """How far an activity stands inside its category: 0 at its beginning, 1 at its end."""
    return (activity - bounds.minimum) / (bounds.maximum - bounds.minimum)


def base_at[N: (Fraction, Line)](band: Tranche, position: N) -> N:
    """The standard forfait, linear inside the category (I2021 annexe 3 §3)."""
    return position * (band.maximum - band.minimum) + band.minimum


def paid_of[N: (Fraction, Line)](base: N, share: Fraction, bonus: Fraction = NO_BONUS) -> N:
    """The forfait of a window: the base, the CRO bonus that bears on it, the share of the window."""
    return base * ((1 + bonus) * share)


class Forfait(NamedTuple):
    """The amounts of a domain in a window, each the root of its explanation."""

    base: Step
    exact: Fraction
    forfait: Step
    sans_bonus: Step
    avance: Step
    solde: Step

    @property
    def bonus_centimes(self) -> int:
        """What the CRO adds, after the share of the window."""
        return self.forfait.cents - self.sans_bonus.cents


def scale_base(rules: Rules, domain: DomaineId, activity: Step) -> Step:
    """The standard forfait of a domain by its scale: linear in the activity inside the category.

    Source: I2021 annexe 3 §3. The upper bound of a category is the lower bound of the next (L10);
    above the programme's maximum the forfait stays at its maximum (L11).
    """
    scale = rules.domaines[domain].bareme
    assert scale is not None, domain
    name = category(rules, activity.number)
    bounds, band = rules.categories[name], scale.tranches[name]
    position = position_in(bounds, min(activity.number, bounds.maximum))
    exact = base_at(band, position)
    is_last = name == list(rules.categories)[-1]
    doubtful = ("L11",) if is_last else ("L10",)
    edges = (
        Step("borne_basse", bounds.minimum, "journee_mco", (), bounds.sources, (), name),
        Step("borne_haute", bounds.maximum, "journee_mco", (), bounds.sources, (), name),
    )
    entries = (
        Step("categorie", name, "aucune", (activity,), bounds.sources, (), name),
        Step("minimum", band.minimum, "centime", (), scale.sources, (), f"{domain} {name}"),
        Step("maximum", band.maximum, "centime", (), scale.sources, (), f"{domain} {name}"),
        Step(
            "position",
            position,
            "taux",
            (activity, *edges),
            bounds.sources,
            doubtful if position else (),
            name,
        ),
    )
    return Step("forfait_base", exact, "centime", entries, scale.sources, (), domain)


def typed_base(domain: DomaineId, cents: int) -> Step:
    """The base forfait of volet 2, which no text in hand gives: the user's own figure (L04)."""
    return Step("forfait_base_saisi", cents, "centime", (), (), ("L04",), domain)


def window_share(rules: Rules, domain: DomaineId, window: FenetreId) -> Step:
    """The share of the forfait that a window pays (degressivity)."""
    shares = rules.volets[rules.domaines[domain].volet].parts
    return Step("part_fenetre", shares.valeurs[window], "taux", (), shares.sources, (), window)


def compute(rules: Rules, domain: DomaineId, window: FenetreId, base: Step, *, cro: bool) -> Forfait:
    """Forfait = base x (1 + CRO bonus) x share of the window; advance 30 % of it, balance the rest."""
    share = window_share(rules, domain, window)
    exact = paid_of(base.number, share.number)
    plain = forfait = stated("forfait", exact, (base, share), domain)
    if cro:
        bonus = Step("taux_bonus", rules.bonus_cro.taux, "taux", (), rules.bonus_cro.sources, (), domain)
        exact = paid_of(base.number, share.number, rules.bonus_cro.taux)
        forfait = stated("forfait_avec_bonus", exact, (base, bonus, share), domain)
    # That there is an advance at all, once the candidature is accepted, is reading L30.
    rate = Step("taux_avance", rules.versements.avance, "taux", (), rules.versements.sources, ("L30",))
    advance = stated("avance", forfait.cents * rules.versements.avance, (forfait, rate), domain)
    if rules.domaines[domain].bareme is None:  # the 30 / 70 split is printed for volet 1 alone
        advance = advance._replace(lectures=(*advance.lectures, "L31"))
    balance = Step("solde", forfait.cents - advance.cents, "centime", (forfait, advance), sujet=domain)
    return Forfait(base, exact, forfait, plain, advance, balance)


def rounded_like_the_example(rules: Rules, exact: Fraction) -> dict[str, int]:
    """The amounts of an exact forfait in whole k€, as the official example seems to round them (L06), in cents."""
    forfait = round_half_up(exact / KILO_EURO) * KILO_EURO
    advance = round_half_up(forfait * rules.versements.avance)
    return {"forfait_centimes": forfait, "avance_centimes": advance, "solde_centimes": forfait - advance}
