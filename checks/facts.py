"""What was read in a shop. A fact is Found, Absent or Unknown; never `None`.

`ShopFacts` is the whole of what a check may ask for: a check names the fields it needs as parameters.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from checks.claims import (
    CommercialGuarantee,
    EnvironmentalSheet,
    GaranLabel,
    GreenClaim,
    Guarantee,
    GuaranteeBox,
    HarmonisedNotice,
    Review,
    ReviewDisplay,
    ReviewStatement,
    SalesClaim,
    SellerIdentity,
    TrustMark,
)
from checks.contract_facts import (
    Circumstance,
    FormAddressee,
    OrderSummary,
    OutdatedReference,
    PaymentSurcharge,
    Period,
    ReturnCosts,
    ReturnPeriod,
    TermsPage,
    UnfairClause,
    UnitPricing,
    WithdrawalCondition,
    WithdrawalExclusion,
    WithdrawalFunction,
)
from checks.fact import UNKNOWN_KINDS, Absent, Evidence, Fact, Found, Known, Unknown
from checks.goods_facts import (
    ConsentBox,
    DomainRecord,
    ImitatedName,
    InsecureForm,
    MedicineLogo,
    PublicWarning,
    RecallPage,
    RegisterEntry,
    SafetyInfo,
    SectorGoods,
    TwinSite,
)
from checks.identity_facts import Address, Direction, LegalNotice, Phone, Registration
from checks.price_facts import (
    BasketFee,
    BasketTotal,
    OrderButton,
    PaidExtra,
    PriceClaim,
    PricePoint,
    ReductionPeriod,
    Reference,
    SaleWord,
)
from checks.urgency import Look
from product_alerts.model import Match, Offer
from product_alerts.watchlist import WatchlistHit

# What a check and a reader need, from one place.
__all__ = [
    "UNKNOWN_KINDS",
    "Absent",
    "Address",
    "BasketFee",
    "BasketTotal",
    "Direction",
    "Evidence",
    "Fact",
    "Found",
    "Guarantee",
    "GuaranteeBox",
    "Known",
    "LegalNotice",
    "OrderButton",
    "PaidExtra",
    "Period",
    "Phone",
    "PriceClaim",
    "PricePoint",
    "ReductionPeriod",
    "Reference",
    "Registration",
    "SaleWord",
    "ShopFacts",
    "Unknown",
    "WithdrawalFunction",
]

_NOT_READ = Unknown("not read")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFacts:
    """Everything known about one shop on one visit. A new fact is one field here and one reader in extract."""

    # who sells
    operator_name: Fact[str] = _NOT_READ
    operator_legal_form: Fact[str] = _NOT_READ
    operator_address: Fact[Address] = _NOT_READ
    operator_phones: Fact[tuple[Phone, ...]] = _NOT_READ
    operator_emails: Fact[tuple[str, ...]] = _NOT_READ
    operator_registrations: Fact[tuple[Registration, ...]] = _NOT_READ
    operator_vat: Fact[Registration] = _NOT_READ
    vat_exemption: Fact[str] = _NOT_READ
    publication_director: Fact[str] = _NOT_READ
    host_name: Fact[str] = _NOT_READ
    host_contact: Fact[str] = _NOT_READ
    mediator_name: Fact[str] = _NOT_READ
    mediator_site: Fact[str] = _NOT_READ
    contact_form: Fact[str] = _NOT_READ
    legal_notice: Fact[LegalNotice] = _NOT_READ
    trader_country: Fact[str] = _NOT_READ  # ISO 3166-1 alpha-2, from address, numbers and phone
    # withdrawal
    withdrawal_right: Fact[str] = _NOT_READ
    withdrawal_period: Fact[Period] = _NOT_READ
    withdrawal_denial: Fact[str] = _NOT_READ
    withdrawal_model_form: Fact[str] = _NOT_READ
    refund_period: Fact[Period] = _NOT_READ
    withdrawal_function: Fact[WithdrawalFunction] = _NOT_READ
    # price and delivery
    tax_notice: Fact[Literal["included", "excluded"]] = _NOT_READ
    delivery_cost: Fact[str] = _NOT_READ
    delivery_time: Fact[str] = _NOT_READ
    # basket and order
    order_button: Fact[OrderButton] = _NOT_READ
    paid_extras: Fact[tuple[Found[PaidExtra], ...]] = _NOT_READ
    # guarantee
    legal_guarantee: Fact[Guarantee] = _NOT_READ
    guarantee_denial: Fact[str] = _NOT_READ
    fr_guarantee_box: Fact[GuaranteeBox] = _NOT_READ
    # disputes
    adr_statement: Fact[str] = _NOT_READ
    odr_link: Fact[str] = _NOT_READ
    # the visit
    visited_on: Fact[date] = _NOT_READ  # the day of this visit, UTC; the law of another day may be applied to it
    # goods
    offers: Fact[tuple[Found[Offer], ...]] = _NOT_READ
    price_history: Fact[tuple[Found[PricePoint], ...]] = _NOT_READ
    price_claims: Fact[tuple[Found[PriceClaim], ...]] = _NOT_READ
    sale_words: Fact[tuple[Found[SaleWord], ...]] = _NOT_READ
    reduction_periods: Fact[tuple[Found[ReductionPeriod], ...]] = _NOT_READ
    baskets: Fact[tuple[Found[BasketTotal], ...]] = _NOT_READ
    alert_matches: Fact[tuple[Found[Match], ...]] = _NOT_READ
    watchlist_hits: Fact[tuple[Found[WatchlistHit], ...]] = _NOT_READ
    # the contract: terms, returns, payment, subscriptions (contract_facts); texts are the sentences themselves
    share_capital: Fact[str] = _NOT_READ
    supervisory_authority: Fact[str] = _NOT_READ
    outdated_references: Fact[tuple[Found[OutdatedReference], ...]] = _NOT_READ
    terms_page: Fact[TermsPage] = _NOT_READ
    complaints: Fact[str] = _NOT_READ
    complaints_book: Fact[str] = _NOT_READ  # the link to Portugal's electronic one
    unfair_clauses: Fact[tuple[Found[UnfairClause], ...]] = _NOT_READ
    payment_means: Fact[tuple[str, ...]] = _NOT_READ
    delivery_area: Fact[str] = _NOT_READ
    payment_surcharges: Fact[tuple[Found[PaymentSurcharge], ...]] = _NOT_READ
    call_cost: Fact[str] = _NOT_READ
    order_summary: Fact[OrderSummary] = _NOT_READ
    personalised_price: Fact[str] = _NOT_READ
    free_trial: Fact[str] = _NOT_READ
    subscription_offer: Fact[str] = _NOT_READ
    cancel_function: Fact[str] = _NOT_READ
    form_addressee: Fact[FormAddressee] = _NOT_READ
    return_costs: Fact[ReturnCosts] = _NOT_READ
    return_period: Fact[ReturnPeriod] = _NOT_READ
    withdrawal_conditions: Fact[tuple[Found[WithdrawalCondition], ...]] = _NOT_READ
    withdrawal_exclusions: Fact[tuple[Found[WithdrawalExclusion], ...]] = _NOT_READ
    withdrawal_function_info: Fact[str] = _NOT_READ
    circumstances: Fact[tuple[Found[Circumstance], ...]] = _NOT_READ  # what the judge weighs breaches by
    unit_pricing: Fact[tuple[Found[UnitPricing], ...]] = _NOT_READ
    import_costs: Fact[str] = _NOT_READ
    geo_refusal: Fact[str] = _NOT_READ

    # promises, claims, reviews and platforms (`checks.claims`)
    harmonised_notice: Fact[HarmonisedNotice] = _NOT_READ
    garan_label: Fact[GaranLabel] = _NOT_READ
    commercial_guarantee: Fact[CommercialGuarantee] = _NOT_READ
    hidden_defects: Fact[str] = _NOT_READ
    repair_extension: Fact[int] = _NOT_READ  # months by which a repair prolongs the legal guarantee
    spare_parts: Fact[str] = _NOT_READ
    green_claims: Fact[tuple[Found[GreenClaim], ...]] = _NOT_READ
    fr_environmental_sheet: Fact[EnvironmentalSheet] = _NOT_READ
    reviews_shown: Fact[ReviewDisplay] = _NOT_READ
    reviews: Fact[tuple[Found[Review], ...]] = _NOT_READ
    review_statement: Fact[ReviewStatement] = _NOT_READ
    marketplace: Fact[str] = _NOT_READ  # words that third parties sell here, too
    private_sellers: Fact[str] = _NOT_READ
    seller_status: Fact[str] = _NOT_READ
    seller_identity: Fact[SellerIdentity] = _NOT_READ
    no_consumer_rights: Fact[str] = _NOT_READ
    ranking_info: Fact[str] = _NOT_READ
    duty_split: Fact[str] = _NOT_READ
    platform_contact: Fact[str] = _NOT_READ
    notice_action: Fact[str] = _NOT_READ
    safety_contact: Fact[str] = _NOT_READ
    sales_claims: Fact[tuple[Found[SalesClaim], ...]] = _NOT_READ
    trust_marks: Fact[tuple[Found[TrustMark], ...]] = _NOT_READ

    # goods under rules of their own, privacy, and signs of a fraudulent shop (`checks.goods_facts`)
    sector_goods: Fact[tuple[Found[SectorGoods], ...]] = _NOT_READ
    safety_info: Fact[tuple[Found[SafetyInfo], ...]] = _NOT_READ
    recall_page: Fact[RecallPage] = _NOT_READ
    alcohol_message: Fact[str] = _NOT_READ
    minors_notice: Fact[str] = _NOT_READ
    organic_code: Fact[str] = _NOT_READ
    waste_number: Fact[str] = _NOT_READ
    medicine_logo: Fact[MedicineLogo] = _NOT_READ
    accessibility_statement: Fact[str] = _NOT_READ
    privacy_policy: Fact[str] = _NOT_READ
    consent_box: Fact[ConsentBox] = _NOT_READ
    register_entry: Fact[RegisterEntry] = _NOT_READ  # asked of a register
    domain_record: Fact[DomainRecord] = _NOT_READ  # asked of a registry
    twin_sites: Fact[tuple[Found[TwinSite], ...]] = _NOT_READ  # told by comparing the shops of a sweep
    public_warnings: Fact[tuple[Found[PublicWarning], ...]] = _NOT_READ  # of lists that warn of shops
    accounts: Fact[tuple[Found[str], ...]] = _NOT_READ  # of measuring and advertising services that it reports to
    imitated_name: Fact[ImitatedName] = _NOT_READ
    dead_links: Fact[tuple[Found[str], ...]] = _NOT_READ  # links to social networks that lead nowhere
    mixed_languages: Fact[tuple[str, ...]] = _NOT_READ  # of one page's own text, ISO 639-1
    insecure_forms: Fact[tuple[Found[InsecureForm], ...]] = _NOT_READ

    # what hurries the reader (`checks.urgency`): every look at a page that does, or did, the first visit's first
    urgency_looks: Fact[tuple[Found[Look], ...]] = _NOT_READ

    # what investigators ask next; no rule asks for it
    further_operators: Fact[tuple[str, ...]] = _NOT_READ  # named as traders beside the one of `operator_name`
    payment_accounts: Fact[tuple[str, ...]] = _NOT_READ  # IBANs, or numbers without one, given as its own
    social_accounts: Fact[tuple[str, ...]] = _NOT_READ  # "network/account"
    directed_to: Fact[tuple[Found[Direction], ...]] = _NOT_READ  # signs of the countries it sells to

    # what the shop runs on ("PrestaShop"); no rule asks for it, the report counts by it
    shop_system: Fact[str] = _NOT_READ

    def items(self) -> tuple[tuple[str, Fact[object]], ...]:
        """Name and fact, in the order above."""
        return tuple((f.name, getattr(self, f.name)) for f in fields(self))
