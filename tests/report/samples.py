"""A sweep as it comes from the judge, with invented traders: good, bad, hostile, blocked and unreachable ones."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from checks.facts import (
    Absent,
    Address,
    Evidence,
    Found,
    LegalNotice,
    Period,
    Phone,
    Registration,
    ShopFacts,
    Unknown,
    WithdrawalFunction,
)
from checks.verdict import LawRow, Outcome, Verdict
from product_alerts.model import Alert, Grade, Match, MatchReason, Measure, Offer
from sweep.capture import Failure
from sweep.results import PageVisited, ShopResult, SweepInfo, SweepResult, Visit
from sweep.targets import Funnel, Target

DAY = date(2026, 11, 21)
START = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script> & =HYPERLINK("http://evil.example","x")'
CARDS = {
    "identity.name": ("Q1", "Trader’s name", "Nom du professionnel", "critical"),
    "identity.address": ("Q2", "Geographical address", "Adresse géographique", "critical"),
    "identity.phone": ("Q3", "Telephone number", "Numéro de téléphone", "major"),
    "identity.email": ("Q3", "E-mail address", "Adresse électronique", "major"),
    "identity.vat": ("Q5", "VAT number", "Numéro de TVA", "minor"),
    "identity.publication_director": ("Q6", "Publication director", "Directeur de la publication", "minor"),
    "reduction.prior_price_shown": ("Q12", "Prior price of a reduction", "Prix antérieur d’une réduction", "major"),
    "reduction.prior_price_true": ("Q13", "Prior price is the lowest of 30 days", "Prix le plus bas", "major"),
    "withdrawal.info": ("Q19", "Right of withdrawal explained", "Droit de rétractation expliqué", "major"),
    "withdrawal.function": ("Q23", "Online withdrawal function", "Fonctionnalité de rétractation", "major"),
    "guarantee.legal_info": ("Q24", "Legal guarantee mentioned", "Garantie légale mentionnée", "major"),
    "adr.info": ("Q26", "Mediator named", "Médiateur nommé", "minor"),
    "gpsr.alert_match": ("Q32", "Product under an alert", "Produit visé par une alerte", "critical"),
}
LAW = {
    "identity.": (
        LawRow("EU", "Dir. 2000/31/EC", "5", "https://eur-lex.europa.eu/eli/dir/2000/31/oj"),
        LawRow("FR", "LCEN", "1-1", "https://www.legifrance.gouv.fr/", "75 000 / 375 000 EUR"),
    ),
    "": (
        LawRow("EU", "Dir. 2011/83/EU", "6", "https://eur-lex.europa.eu/eli/dir/2011/83/oj"),
        LawRow("BE", "Code de droit économique", "VI.45", "javascript:alert(2)", confirmed=False),
    ),
}
OUTCOMES = {
    "p": Outcome.PASS,
    "f": Outcome.FAIL,
    "r": Outcome.REVIEW,
    "u": Outcome.NOT_MEASURABLE,
    "n": Outcome.NOT_APPLICABLE,
}


class Texts:
    """The words of the sample's cards."""

    def title(self, check: str, language: str) -> str:
        return CARDS[check][1 if language == "en" else 2]

    def question(self, check: str) -> str:
        return CARDS[check][0]

    def remedy(self, check: str, language: str) -> str:
        return "State it on the legal notice." if language == "en" else "L’indiquer dans les mentions légales."

    def reason(self, verdict: Verdict, language: str) -> str:
        said = ", ".join(value for _, value in verdict.params)
        return f"[{language}] {verdict.message}: {said}" if said else f"[{language}] {verdict.message}"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def seen(url: str, quote: str, role: str = "legal_notice") -> Evidence:
    record = f"<urn:uuid:{sha(url)[:8]}-0000-4000-8000-{sha(url)[8:20]}>"
    return Evidence(url=url, quote=quote, sha256=sha(url), role=role, record_id=record)


def offers(home: str, title: str) -> Found[tuple[Found[Offer], ...]]:
    """Four offers: two with reductions of different kinds, one without a price, one without a link that may be one."""
    listed = (
        Offer(url=f"{home}p/lamp", title=f"{title} night lamp", brand="Lumivole", gtin="0200000000017",
              sku="LV-1", price=Decimal("1019.90"), currency="EUR", tax="included", prior_price=Decimal("1499.00"),
              prior_price_kind="struck", discount_text="-32 %", availability="https://schema.org/InStock"),
        Offer(url=f"{home}p/bear", title=f"{title} plush bear", brand="Oursinou", mpn="OB-77", price=Decimal("24.5"),
              currency="EUR", prior_price=Decimal("29"), prior_price_kind="lowest_30_days",
              discount_percent=Decimal("16"), availability="OutOfStock"),
        Offer(url=f"{home}p/kit", title="Kit sans prix", availability="on request"),
        Offer(url="javascript:alert(3)", title="Odd link", price=Decimal("5"), currency="EUR"),
    )  # fmt: skip
    found = tuple(Found(o, seen(o.url, f"{o.title} {o.price}", "product")) for o in listed)
    return Found(found, found[0].evidence)


def matches(home: str) -> Found[tuple[Found[Match], ...]]:
    offer = offers(home, "Vesperine").value[0].value
    alert = Alert(
        source="safety-gate", number="SR/00000/26", published=date(2026, 10, 2), product="Night light",
        name="Night lamp rabbit", brands=("Lumivole",), models=("LV-1",), gtins=("00200000000017",),
        risks=("Electric shock", "Choking"), danger="The cover comes off and live parts can be touched.",
        measures=(Measure("Withdrawal from the market"),), description="White plastic lamp in the shape of a rabbit.",
        url="https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/0", category="Electrical appliances",
    )  # fmt: skip
    reasons = (
        MatchReason("kind_clash", False, "decoration", "Electrical appliances"),
        MatchReason("same_gtin", True, "0200000000017", "00200000000017"),
        MatchReason("brand_agrees", True, "Lumivole", "Lumivole"),
    )
    match = Match(offer, alert, Grade.SAME_PRODUCT, 0.97, reasons)
    return Found((Found(match, seen(offer.url, offer.title, "product")),), seen(offer.url, offer.title, "product"))


def good_facts(home: str, name: str) -> ShopFacts:
    page = f"{home}legal"

    def found(value: Any, quote: str) -> Found[Any]:
        return Found(value, seen(page, quote))

    return ShopFacts(
        operator_name=found(name, f"{name}, société à responsabilité limitée"),
        operator_legal_form=found("SARL", "société à responsabilité limitée"),
        operator_address=found(
            Address("7 rue des Hirondelles-Bleues, 00000 Villeneuve-l’Inventée", country="FR"),
            "7 rue des Hirondelles-Bleues\n00000 Villeneuve-l’Inventée",
        ),
        operator_phones=found((Phone("+33199000001", "01 99 00 00 01"), Phone("+33899000001", "08 99 00 00 01", True)),
                              "Tél. 01 99 00 00 01"),
        operator_emails=found((f"bonjour@{home.split('/')[2]}",), f"bonjour@{home.split('/')[2]}"),
        operator_registrations=found((Registration("fr.siren", "000 000 018", True), Registration("de.hr", "HRB 0")),
                                     "SIREN 000 000 018"),
        operator_vat=Absent((seen(page, ""), seen(f"{home}terms", "", "terms"))),
        publication_director=found("Mme Iris Valdoré", "Directrice de la publication : Mme Iris Valdoré"),
        host_name=Unknown("not fetched", "/hebergeur was outside the budget"),
        legal_notice=found(LegalNotice(page, 1, ("[Company name]",)), "Mentions légales"),
        trader_country=found("FR", "00000 Villeneuve-l’Inventée"),
        withdrawal_period=found(Period(14), "Vous avez 14 jours pour changer d’avis"),
        withdrawal_function=found(WithdrawalFunction("Renoncer au contrat ici", "equivalent", "/r", True), "Renoncer"),
        delivery_cost=Absent((seen(f"{home}delivery", "", "delivery"),)),
        legal_guarantee=Unknown("language", "the page is in a language this reader does not know"),
        offers=offers(home, "Vesperine"),
        alert_matches=Absent((seen(f"{home}p/lamp", "", "product"),)),
    )  # fmt: skip


def verdicts(home: str, pattern: str, said: str = "Vesperine SARL") -> tuple[Verdict, ...]:
    """One verdict a card, by the letters of `pattern`: p pass, f fail, r review, u not measurable, n not applicable."""
    made = []
    for (check, card), letter in zip(CARDS.items(), pattern, strict=True):
        outcome = OUTCOMES[letter]
        quoted = (seen(f"{home}legal", f"{said}: what the page says about {check}"),)
        read = (seen(f"{home}legal", ""), seen(f"{home}terms", "", "terms"))
        missing = outcome is Outcome.FAIL and check.startswith("identity.")
        made.append(
            Verdict(
                check=check,
                outcome=outcome,
                message="judge.unknown" if letter == "u" else f"message_{letter}",
                params=(("fact", "offers"), ("kind", "scripts needed")) if letter == "u" else (("said", said),),
                evidence=() if letter in "un" else read if missing else quoted,
                law=next(rows for prefix, rows in LAW.items() if check.startswith(prefix)),
                country="FR",
                day=DAY,
                severity=card[3],
            )
        )
    return tuple(made)


def visit(key: str, home: str, pages: bool = True) -> Visit:
    visited = (
        PageVisited(home, "home", 200, sha(home)),
        PageVisited(f"{home}legal", "legal_notice", 200, sha(f"{home}legal")),
        PageVisited(f"{home}terms", "terms", 200, sha(f"{home}terms")),
        PageVisited(f"{home}cgv.pdf", "other", 200, sha("pdf"), "not parsed: a PDF"),
        PageVisited(f"{home}p/lamp", "product", 200, sha(f"{home}p/lamp")),
    )
    return Visit(
        id=f"{key}-1",
        started=START,
        finished=START + timedelta(seconds=41),
        archive=f"captures/{key}/20261121T083000.warc.gz",
        archive_sha256=sha(key),
        pages=visited if pages else (),
        failures=(Failure(f"{home}withdrawal", "timeout", "no answer within 20 s", True),) if pages else (),
        not_followed=(f"{home}p/2", "javascript:alert(4)") if pages else (),
    )


def shop(
    key: str, pattern: str, *, name: str = "Vesperine SARL", country: str = "FR", sector: str = "toys", **changes: Any
) -> ShopResult:
    """A measured shop."""
    home = f"https://{key}/"
    return ShopResult(
        target=Target(key, home, country, sector, 3, "seen on a fair", (("Agent", "B. Olivane"),), "shops.csv:12"),
        country=country,
        state="measured",
        reason="",
        visit=visit(key, home),
        facts=replace(good_facts(home, name), **changes),
        verdicts=verdicts(home, pattern, name),
    )


def unseen(key: str, state: Any, reason: str) -> ShopResult:
    """A shop of which nothing could be said."""
    made = shop(key, "u" * len(CARDS))
    kind, _, detail = reason.partition(": ")
    facts = ShopFacts(**{name: Unknown(kind, detail) for name, _ in made.facts.items()})
    return replace(made, state=state, reason=reason, facts=facts, visit=visit(key, made.target.url, False))


def sample() -> SweepResult:
    """Ten shops: six measured, three not measurable, one that never answered."""
    shops = (
        shop("vesperine.example", "pppppppuppppn"),
        shop("mirabelline.example", "ppfrpnpupfppn", name="Mirabelline & Fils", sector="decoration"),
        shop("brumelot.example", "ffffffffrfffn", name="Brumelot", sector="decoration"),
        shop("hostile.example", "fprppnfuppppf", name=HOSTILE, alert_matches=matches("https://hostile.example/")),
        shop("zonnebries.example", "ppppnnpuprrpn", name="Zonnebries BV", country="BE", sector=""),
        shop("kwaakwinkel.example", "ppppnnnupppfn", name="Kwaakwinkel BV", country="BE"),
        unseen("blocked.example", "not_measurable", "blocked: bot challenge on /"),
        unseen("closed.example", "not_measurable", "closed: parked domain"),
        unseen("scripts.example", "not_measurable", "scripts needed: / is empty"),
        unseen("gone.example", "unreachable", "dns: gone.example does not resolve"),
    )
    info = SweepInfo(
        name="Toys before Christmas",
        day=DAY,
        authority="Direction inventée de la consommation",
        country="FR",
        languages=("fr", "nl"),
        sector="toys",
        contact="sweep@authority.example",
        tool_version="0.1.0",
        rules_version="0123456789abcdef",
        funnel=Funnel(listed=13, valid=12, distinct=10, alive=9, measured=6),
        finished=True,
    )
    return SweepResult(info, shops)


def large(n: int) -> SweepResult:
    """`n` shops, most of them measured."""
    small = sample()
    made = []
    for number in range(n):
        model = small.shops[number % len(small.shops)]
        key = f"shop-{number:05d}.example"
        made.append(replace(model, target=replace(model.target, key=key, url=f"https://{key}/")))
    return SweepResult(replace(small.info, funnel=Funnel(n + 40, n + 20, n, n - n // 10, n - 4 * n // 10)), tuple(made))
