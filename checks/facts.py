"""What was read in a shop. A fact is Found, Absent or Unknown; never `None`.

`ShopFacts` is the whole of what a check may ask for: a check names the fields it needs as parameters.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from checks.claims import (
    CommercialGuarantee,
    EnvironmentalSheet,
    GaranLabel,
    GreenClaim,
    HarmonisedNotice,
    Review,
    ReviewDisplay,
    ReviewScore,
    ReviewStatement,
    SalesClaim,
    SellerIdentity,
    TrustMark,
)
from checks.contract_facts import (
    FormAddressee,
    OrderSummary,
    OutdatedReference,
    PaymentSurcharge,
    ReturnCosts,
    ReturnPeriod,
    TermsPage,
    UnfairClause,
    UnitPricing,
    WithdrawalCondition,
    WithdrawalExclusion,
)
from checks.goods_facts import (
    ConsentBox,
    DomainRecord,
    ImitatedName,
    InsecureForm,
    MedicineLogo,
    RecallPage,
    RegisterEntry,
    SafetyInfo,
    SectorGoods,
    TwinSite,
)
from checks.urgency import Look
from product_alerts.model import Match, Offer, Tax

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement was read: the page, its exact words, the SHA-256 (hex) of the page, its WARC record."""

    url: str
    quote: str
    sha256: str
    role: str = "other"
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    value: T
    evidence: Evidence
    more: tuple[Evidence, ...] = ()  # further places that say the same, or the parts of a composed value

    @property
    def proof(self) -> tuple[Evidence, ...]:
        return (self.evidence, *self.more)


@dataclass(frozen=True, slots=True)
class Absent:
    """The pages where the thing belongs were read, and it was on none of them."""

    read: tuple[Evidence, ...]  # one per page read, with an empty quote


@dataclass(frozen=True, slots=True)
class Unknown:
    """We could not look. `kind` is one of UNKNOWN_KINDS (translated for people), `detail` says where and what."""

    kind: str
    detail: str = ""

    @property
    def reason(self) -> str:
        return f"{self.kind}: {self.detail}" if self.detail else self.kind


UNKNOWN_KINDS = (
    "blocked",  # a bot challenge, a login or consent wall, a geo-block
    "scripts needed",  # the page is empty until a browser runs its scripts
    "unreachable",  # the server did not answer, or not in time
    "not fetched",  # outside the budget, refused by robots.txt, or no page of that role was found
    "not parsed",  # the page could not be read: too large, hostile markup, a PDF, an image
    "unclear",  # something was read, but it may be another's: the host's, a partner's
    "unfilled template",  # the platform's default text stands where the shop's own should be
    "language",  # the page is in a language this reader does not know
    "closed",  # parked domain, maintenance, shop closed
    "no history",  # needs earlier visits that do not exist
    "establishment unknown",  # whose law applies cannot be told
    "not read",  # no reader for this fact ran
    "fault",  # an error of ours; named in the detail
)

Fact = Found[T] | Absent | Unknown
Known = Found[T] | Absent  # what a check receives: `judge` has already answered for Unknown


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. `country` is ISO 3166-1 alpha-2 or "" where the text does not tell."""

    text: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    po_box: bool = False  # nothing but a PO box


@dataclass(frozen=True, slots=True)
class Phone:
    e164: str
    text: str
    premium: bool = False
    country: str = ""


@dataclass(frozen=True, slots=True)
class Registration:
    """A company number. `kind` is "fr.siren", "be.kbo", "de.hr", ...; `valid` is None where no check digit exists."""

    kind: str
    number: str
    valid: bool | None = None


@dataclass(frozen=True, slots=True)
class LegalNotice:
    """The page that identifies the trader, and how it is reached from the home page."""

    url: str
    clicks: int | None  # from the home page; None where no way to it was seen
    placeholders: tuple[str, ...] = ()  # "[Company name]", "Lorem ipsum", a platform's default text


@dataclass(frozen=True, slots=True)
class Period:
    days: int
    unit: Literal["calendar", "business"] = "calendar"


@dataclass(frozen=True, slots=True)
class WithdrawalFunction:
    """The clickable element for withdrawing online (Directive 2011/83/EU, art. 11a)."""

    label: str
    grade: Literal["official", "equivalent", "ambiguous"]
    href: str
    behind_login: bool = False
    confirmation: str = ""  # the label of the second step, where it could be seen


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The legal guarantee as the shop states it; `months` is None where no period is named."""

    months: int | None
    names_law: bool = False


@dataclass(frozen=True, slots=True)
class GuaranteeBox:
    """The French boxed text (Code de la consommation, annex to D211-2): share of it found, and old numbering."""

    overlap: float
    obsolete: bool = False


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A price observed at an earlier visit of the same shop, under `Offer.key`."""

    offer_key: str
    day: date
    price: Decimal
    currency: str
    prior_price: Decimal | None = None
    announced: bool = False  # a reduction was announced on that day, with or without a prior price
    available: bool | None = None  # whether it could be ordered; None where the page did not say
    tax: Tax = "unstated"
    audience: Literal["all", "member", "coupon"] = "all"  # whom the price was for
    new: bool = False  # on the day before, the shop itself said that it had no such product

    @property
    def on_offer(self) -> bool:
        return self.announced or self.prior_price is not None


Reference = Literal["struck", "lowest_30_days", "recommended", "competitor", "none"]


@dataclass(frozen=True, slots=True)
class PriceClaim:
    """A reduction as a page states it beside the price itself: in a banner, for a code, for members, in a basket.

    `reference` says from which price the shop counts; "none" where it names no other price. `plugin` names the
    Omnibus add-on whose marks stand round the claim, as a hint for the reader of a finding, never as proof.
    """

    kind: Literal["reduction", "coupon", "member", "banner", "lowest_30_days"]
    where: Literal["product", "tile", "banner", "basket"]
    reference: Reference
    text: str
    percent: Decimal | None = None
    amount: Decimal | None = None  # the reference price that the words name
    currency: str = ""
    code: str = ""  # of a coupon
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class SaleWord:
    """A word for which the law has its own days: "soldes", or the name of a campaign ("Black Friday")."""

    word: Literal["soldes", "solden", "black_friday"]
    text: str  # the words round it, as they stand on the page


@dataclass(frozen=True, slots=True)
class BasketFee:
    """A cost that the basket or checkout adds to the goods. `announced` is None where that could not be seen."""

    label: str
    amount: Decimal
    mandatory: bool | None = None
    announced: bool | None = None  # with its amount or how it is calculated, before the basket


@dataclass(frozen=True, slots=True)
class BasketTotal:
    """A basket of our own session as the shop adds it up. Amounts in `currency`, for the same pieces."""

    stage: Literal["basket", "checkout"]
    goods: Decimal  # the prices of the product pages, added up
    total: Decimal
    currency: str
    fees: tuple[BasketFee, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderButton:
    """The element that places the order. Only the words on it count (CJEU C-249/21), and so only they are kept.

    `grade` sorts them: "good" names the duty to pay, "grey" may do so, "order" speaks of an order only, "next" not even
    of that. `final` tells that the platform itself names the element as the last step; else it was told by its form.
    """

    label: str
    grade: Literal["good", "grey", "order", "next", "other"]
    final: bool = False


@dataclass(frozen=True, slots=True)
class PaidExtra:
    """A box or choice that was ticked before the consumer touched it, and that costs `price`.

    `certain` where its own words name an extra (an insurance, a donation ...); else it may be part of the goods.
    """

    label: str
    price: Decimal
    currency: str
    stage: Literal["product", "basket", "checkout"]
    certain: bool = False


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
    baskets: Fact[tuple[Found[BasketTotal], ...]] = _NOT_READ
    alert_matches: Fact[tuple[Found[Match], ...]] = _NOT_READ
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
    review_scores: Fact[tuple[Found[ReviewScore], ...]] = _NOT_READ
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
    public_warnings: Fact[tuple[Found[str], ...]] = _NOT_READ  # of lists that warn of shops
    imitated_name: Fact[ImitatedName] = _NOT_READ
    dead_links: Fact[tuple[Found[str], ...]] = _NOT_READ  # links to social networks that lead nowhere
    mixed_languages: Fact[tuple[str, ...]] = _NOT_READ  # of one page's own text, ISO 639-1
    insecure_forms: Fact[tuple[Found[InsecureForm], ...]] = _NOT_READ

    # what hurries the reader (`checks.urgency`): every look at a page that does, or did, the first visit's first
    urgency_looks: Fact[tuple[Found[Look], ...]] = _NOT_READ

    def items(self) -> tuple[tuple[str, Fact[object]], ...]:
        """Name and fact, in the order above."""
        return tuple((f.name, getattr(self, f.name)) for f in fields(self))
