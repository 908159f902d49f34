"""The account of a candidature: what is earned, what was paid, what is still to receive, what is to pay back.

Earned = advance paid + balance paid + still to receive - to pay back, always; of the last two, one is zero.
What depends on something that is not told yet is ``None``, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from calculator.engine.forfait import Forfait
from calculator.engine.steps import Step
from calculator.engine.targets import Bilan
from calculator.rules.model import DomaineId, Rules
from calculator.situation.model import Candidature


@dataclass(frozen=True, slots=True)
class Compte:
    """Five amounts, each the root of its explanation, ``None`` while it depends on what is not told.

    ``acquis``, ``reste_a_recevoir`` and ``a_rembourser`` are known together or not at all.
    """

    acquis: Step | None
    avance_versee: Step | None
    solde_verse: Step | None
    reste_a_recevoir: Step | None
    a_rembourser: Step | None

    @property
    def est_regle(self) -> bool:
        """Whether what is earned is known, and with it all that follows."""
        return self.acquis is not None


AMOUNTS = tuple(field.name for field in fields(Compte))


def due(earned: int, paid: int) -> tuple[int, int]:
    """What is still to receive and what is to pay back, in cents: whichever of the two there is."""
    return max(0, earned - paid), max(0, paid - earned)


def paid(account: Compte) -> int:
    """What was paid in all, in cents, as far as it is known."""
    return sum(step.cents for step in (account.avance_versee, account.solde_verse) if step is not None)


def settle(earned: Step | None, advance: Step | None, balance: Step) -> Compte:
    """The account of what is earned once these were paid."""
    if earned is None or advance is None:
        return Compte(None, advance, balance, None, None)
    subject = earned.sujet
    rest, back = due(earned.cents, advance.cents + balance.cents)
    told = balance.cents != 0
    entries = (earned, advance, balance) if told else (earned, advance)
    receive = Step("rien_a_recevoir", 0, "centime", sujet=subject)
    if rest:
        code = "reste_apres_versements" if told else "reste_a_recevoir"
        receive = Step(code, rest, "centime", entries, sujet=subject)
    give_back = Step("rien_a_rembourser", 0, "centime", sujet=subject)
    if back:
        code = "trop_verse_en_tout" if told else "trop_verse"
        give_back = Step(code, back, "centime", entries, sujet=subject)
    return Compte(earned, advance, balance, receive, give_back)


def advance_paid(item: Candidature, forfait: Forfait | None) -> Step | None:
    """The advance that was paid: what the reader says, else the one computed; ``None`` without either."""
    if item.avance_versee is not None:
        return Step("avance_versee_saisie", item.avance_versee, "centime", sujet=item.domaine)
    if forfait is None:
        return None
    return Step("avance_supposee", forfait.avance.cents, "centime", (forfait.avance,), sujet=item.domaine)


def balance_paid(item: Candidature) -> Step:
    """The balance that was paid: nothing unless the reader says so."""
    if item.solde_verse is None:
        return Step("solde_non_verse", 0, "centime", sujet=item.domaine)
    return Step("solde_verse_saisi", item.solde_verse, "centime", sujet=item.domaine)


def borrowed(rules: Rules, domain: DomaineId) -> tuple[str, ...]:
    """The rules of payment are printed for volet 1 (I2021 annexe 2 §3): that volet 2 follows them is reading L46."""
    return () if rules.domaines[domain].volet == "V1" else ("L46",)


def earned(
    rules: Rules, domain: DomaineId, forfait: Forfait | None, bilan: Bilan, *, cro: bool
) -> Step | None:
    """What a window earns, the advance included (I2021 annexe 2 §3, WEB; CRO: reading L23).

    A missed target earns nothing, whatever the forfait; ``None`` while undecided, or without a forfait.
    """
    proofs, doubts = rules.versements.sources, borrowed(rules, domain)
    if bilan.atteintes is False:
        return Step("acquis_cibles_manquees", 0, "centime", (), proofs, doubts, domain)
    bonus = bilan.bonus(rules.bonus_cro.indicateur) if cro else True
    if bilan.atteintes is None or bonus is None or forfait is None:
        return None
    if bonus:
        whole = forfait.forfait
        return Step("acquis_cibles_atteintes", whole.cents, "centime", (whole,), proofs, doubts, domain)
    plain = forfait.sans_bonus
    return Step("acquis_sans_bonus", plain.cents, "centime", (plain,), proofs, ("L23",), domain)


def nothing() -> Compte:
    """The account of no candidature: each amount is zero."""
    return summed(())


def summed(accounts: Iterable[Compte]) -> Compte:
    """The account of several: each amount the sum of theirs, ``None`` as soon as one of them is."""
    accounts = tuple(accounts)

    def added(name: str) -> Step | None:
        steps = tuple(getattr(account, name) for account in accounts)
        if None in steps:
            return None
        return Step(f"total_{name}", sum(step.cents for step in steps), "centime", steps)

    return Compte(*map(added, AMOUNTS))
