"""One domain, ready to serve many establishments: what it refuses, what it gives, what it verifies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_args

from calculator.engine.account import due
from calculator.engine.plausibility import beyond
from calculator.engine.targets import are_reached
from calculator.engine.tariff import Montants, Tariff, tariff
from calculator.exact.formats import format_euros
from calculator.exact.problems import Problem
from calculator.lot.computing import anomalies
from calculator.lot.computing.reasons import likely_reason
from calculator.lot.computing.row import Demande, Values
from calculator.lot.reading.columns import domain_key, rate_key, told_key
from calculator.rules.model import DomaineId, FenetreId, Regime, Rules
from calculator.rules.objectives import Objectif, objectives
from calculator.situation.coherence import contradiction


class Targets(NamedTuple):
    """The targets of a window, each with the column of its rate: those that the domain needs, and the CRO's."""

    required: tuple[tuple[str, Objectif], ...]
    bonus: tuple[str, Objectif] | None

    @classmethod
    def of(cls, rules: Rules, text: Regime, domain: DomaineId, window: FenetreId) -> Targets:
        found = [(rate_key(item.indicateur), item) for item in objectives(rules, text, domain, window)]
        bonus = (entry for entry in found if entry[1].indicateur == rules.bonus_cro.indicateur)
        return cls(tuple(entry for entry in found if not entry[1].bonus), next(bonus, None))


REGIMES: tuple[Regime, ...] = get_args(Regime)


class Desk:
    """A domain under a text; ``moved_to`` puts every candidature in one window, where the volet has it.

    ``window`` is the column that asks for the domain, ``columns`` those that mean nothing without it.
    """

    def __init__(self, rules: Rules, domain: DomaineId, texte: Regime, moved_to: FenetreId | None) -> None:
        self.rules = rules
        self.domain = domain
        self.texte = texte
        windows = rules.volets[rules.domaines[domain].volet].parts.valeurs
        self._moved_to = moved_to if moved_to in windows else None
        self._has_scale = rules.domaines[domain].bareme is not None
        key = domain_key(domain)
        self.window = f"{key}_fenetre"
        self._cro, self._base = f"{key}_cro", f"{key}_forfait_base_euros"
        self._notified, self._claim = f"{key}_notifie_euros", f"{key}_cible_atteinte_declaree"
        self._advance, self._balance = f"{key}_avance_versee_euros", f"{key}_solde_verse_euros"
        self._effects = (
            self._cro,
            self._base,
            self._notified,
            self._claim,
            self._advance,
            self._balance,
        )
        self.columns = frozenset(self._effects)
        has_bonus = domain == rules.bonus_cro.domaine
        self._tariffs: dict[tuple[FenetreId, bool], Tariff] = {
            (window, cro): tariff(rules, domain, window, cro=cro)
            for window in windows
            for cro in ((False, True) if has_bonus else (False,))
        }
        self._told = {told_key(name) for name, item in rules.indicateurs.items() if item.domaine == domain}
        self._targets = {
            (text, window): Targets.of(rules, text, domain, window) for text in REGIMES for window in windows
        }

    def refuse(self, values: Values) -> Problem | None:
        """Why a domain that is asked for cannot be computed, as ``simulate`` would refuse it."""
        window = values.get(self.window)
        if window is None:
            return None
        if (window, False) not in self._tariffs:
            return anomalies.window_without_volet(self.rules, self.domain, window)
        if self._told & values.keys():
            return self._contradiction(values, window)
        return None

    def _contradiction(self, values: Values, window: FenetreId) -> Problem | None:
        """An outcome told that the measure beside it contradicts, as reading a situation would refuse it."""
        for goal in objectives(self.rules, self.texte, self.domain, window):
            told, measured = values.get(told_key(goal.indicateur)), values.get(rate_key(goal.indicateur))
            message = contradiction(self.texte, told, measured, [(window, goal)])
            if message:
                return Problem(told_key(goal.indicateur), "atteinte_contradictoire", message)
        return None

    def serve(self, values: Values, rank: int, quantity: int) -> Demande:
        """The amounts of a domain that is asked for, and what its rates earn."""
        window = self._moved_to or values[self.window]
        cro = values.get(self._cro, False)
        montants = self._amounts(values, window, rank, quantity, cro=cro)
        reached, earned = self._outcome(values, montants, self.texte, window, cro=cro)
        notified = values.get(self._notified)
        advance = values.get(self._advance)
        if advance is None and montants is not None:
            advance = montants.avance
        if earned is None or advance is None:
            return Demande(self.domain, window, cro, montants, reached, None, notified)
        rest, back = due(earned, advance + values.get(self._balance, 0))
        return Demande(self.domain, window, cro, montants, reached, earned, notified, rest, back)

    def _amounts(
        self, values: Values, window: FenetreId, rank: int, quantity: int, *, cro: bool
    ) -> Montants | None:
        if self._has_scale:
            return self._tariffs[window, cro].at(rank, quantity)
        base = values.get(self._base)
        return None if base is None else self._tariffs[window, cro].at(0, base)

    def _outcome(
        self, values: Values, montants: Montants | None, text: Regime, window: FenetreId, *, cro: bool
    ) -> tuple[bool | None, int | None]:
        """Whether the targets are reached under a text, and what is earned then.

        An outcome that was told holds under the text asked, in the window applied in.
        """
        targets = self._targets[text, window]
        told = values if text == self.texte and window == values[self.window] else {}

        def answer(entry: tuple[str, Objectif]) -> bool | None:
            key, item = entry
            found: bool | None = told.get(f"{key}_atteinte")
            return item.is_reached(values.get(key)) if found is None else found

        reached = are_reached([answer(entry) for entry in targets.required])
        bonus: bool | None = True
        if cro and reached:
            bonus = None if targets.bonus is None else answer(targets.bonus)
        if montants is None:
            return reached, 0 if reached is False else None
        return reached, montants.earned(reached, bonus)

    def verify(self, values: Values, item: Demande, rank: int, quantity: int) -> Iterator[Problem]:
        """What was declared and notified, against what is computed; what a computation still waits for."""
        if item.montants is None:
            yield anomalies.missing_base(self.domain)
        claimed, reached = values.get(self._claim), item.cibles_atteintes
        if claimed is not None and reached is not None and claimed != reached:
            required = self._targets[self.texte, item.fenetre].required
            targets = [target for _, target in required]
            yield anomalies.contradicted_claim(self.domain, item.fenetre, targets, values, reached=reached)
        paid = [column for column in (self._balance, self._advance) if column in values]
        if paid and item.montants is not None:
            total = values.get(self._advance, item.montants.avance) + values.get(self._balance, 0)
            doubt = beyond(self.rules, self.domain, total, item.montants.forfait)
            if doubt:
                yield Problem(paid[0], "verse_au_dessus_du_forfait", doubt)
        if item.ecart and item.montants is not None:
            yield Problem(self._notified, "ecart", self._gap(values, item, item.montants, rank, quantity))

    def _gap(self, values: Values, item: Demande, montants: Montants, rank: int, quantity: int) -> str:
        assert item.notifie is not None
        earned = {
            text: self._outcome(values, montants, text, item.fenetre, cro=item.cro)[1]
            for text in sorted(REGIMES, key=lambda text: text != self.texte)
        }
        reason = likely_reason(
            self.rules,
            self.domain,
            self._tariffs,
            item,
            (rank, quantity) if self._has_scale else (0, values[self._base]),
            earned,
        )
        return f"{format_euros(item.notifie)} notifiés pour {format_euros(montants.forfait)} calculés" + (
            f" : {reason}" if reason else ", sans raison reconnue."
        )

    def without_effect(self, values: Values) -> Iterator[Problem]:
        """What is said of the domain though it is not asked for; a « non » and a zero say nothing."""
        for column in self._effects:
            if values.get(column):
                yield anomalies.without_effect(column, self.domain)
