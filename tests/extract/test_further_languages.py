"""The essentials in the languages that are found but not read whole: what is there is seen, nothing is ever missed."""

from __future__ import annotations

import pytest

from checks.facts import Absent, Found
from sweep.capture import Capture
from sweep.extract.lexicon import all_languages, languages, lexicon
from sweep.extract.offers import page_offers
from sweep.extract.page import Page
from sweep.extract.practices.order_button import grade
from sweep.extract.shop import read_shop
from sweep.extract.statements.withdrawal_function import label_grade
from sweep.extract.words.text import fold
from tests.extract.shops import BASE, response

PARTLY = tuple(sorted(set(all_languages()) - set(languages())))

# The labels of Directive 2011/83/EU, Art. 11a(1) and (3), in its 24 languages.
OFFICIAL = {
    "bg": ("откажете се от договора тук", "потвърждавам отказа"),
    "cs": ("zde odstoupit od smlouvy", "potvrdit odstoupení od smlouvy"),
    "da": ("fortryd aftale", "bekræft fortrydelse"),
    "de": ("Vertrag widerrufen", "Widerruf bestätigen"),
    "el": ("πατήστε εδώ για υπαναχώρηση", "επιβεβαίωση υπαναχώρησης"),
    "en": ("withdraw from contract here", "confirm withdrawal"),
    "es": ("desistir del contrato aquí", "confirmar desistimiento"),
    "et": ("taganen lepingust", "kinnitan taganemise"),
    "fi": ("peruuta sopimus tästä", "vahvista peruuttaminen"),
    "fr": ("renoncer au contrat ici", "confirmer la rétractation"),
    "ga": ("tarraing siar ón gconradh anseo", "dearbhaigh an tarraingt siar"),
    "hr": ("odustati od ugovora", "potvrditi odustajanje"),
    "hu": ("elállás a szerződéstől", "elállás megerősítése"),
    "it": ("recedere dal contratto qui", "conferma recesso"),
    "lt": ("atsisakyti sutarties čia", "patvirtinti sutarties atsisakymą"),
    "lv": ("atteikties no līguma", "apstiprināt atteikumu"),
    "mt": ("irtira mill-kuntratt hawnhekk", "ikkonferma r-reċess"),
    "nl": ("hier de overeenkomst herroepen", "herroeping bevestigen"),
    "pl": ("odstąp od umowy tutaj", "potwierdź odstąpienie od umowy"),
    "pt": ("retrate-se do contrato aqui", "confirmar retratação"),
    "ro": ("retrageți-vă din contract aici", "confirmați retragerea"),
    "sk": ("odstúpiť od zmluvy tu", "potvrdiť odstúpenie od zmluvy"),
    "sl": ("kliknite tukaj za odstop od pogodbe", "potrdi odstop od pogodbe"),
    "sv": ("ångra avtalet här", "bekräfta frånträde"),
}
AMBIGUOUS = [
    ("bg", "Формуляр за отказ"),
    ("cs", "Vrácení zboží"),
    ("cs", "Formulář pro odstoupení od smlouvy"),
    ("da", "Fortrydelsesformular"),
    ("el", "Επιστροφές"),
    ("et", "Kauba tagastamine"),
    ("fi", "Peruuta tilaus"),
    ("hr", "Obrazac za jednostrani raskid ugovora"),
    ("hu", "Elállási nyilatkozatminta"),
    ("lt", "Prekių grąžinimas"),
    ("lv", "Preču atgriešana"),
    ("no", "Angreskjema"),
    ("ro", "Formular de retragere"),
    ("sk", "Vrátenie tovaru"),
    ("sl", "Obrazec za odstop od pogodbe"),
    ("sv", "Ångerblankett"),
]


EQUIVALENT = [
    ("bg", "Откажи се от договора тук"),
    ("bg", "Откажете се от договора онлайн"),
    ("bg", "Упражни правото си на отказ"),
    ("cs", "Odstoupit od kupní smlouvy zde"),
    ("da", "Fortryd din aftale her"),
    ("de", "Widerrufsrecht ausüben"),
    ("el", "Υπαναχωρήστε από τη σύμβαση εδώ"),
    ("en", "Withdraw from this contract"),
    ("es", "Desistir aquí de su contrato"),
    ("et", "Taganege lepingust siin"),
    ("fi", "Peru sopimus tästä"),
    ("fr", "Renoncer à mon contrat ici"),
    ("hr", "Odustani od ugovora ovdje"),
    ("hu", "Elállási jog gyakorlása itt"),
    ("lt", "Atsisakau sutarties čia"),
    ("lv", "Izmantot atteikuma tiesības"),
    ("nl", "Herroep de overeenkomst hier"),
    ("pl", "Skorzystaj z prawa odstąpienia od umowy"),
    ("ro", "Retrage-te din contract aici"),
    ("sk", "Tu odstúpiť od zmluvy"),
    ("sl", "Odstopite od pogodbe tukaj"),
    ("sv", "Ångra avtal här"),
    ("de", "Vertrag jetzt widerrufen"),
    ("el", "Άσκηση του δικαιώματος υπαναχώρησης"),
    ("fr", "Je renonce au contrat ici"),
    ("lt", "Atsisakyti sutarties internetu"),
    ("pl", "Kliknij tutaj, aby odstąpić od umowy"),
    ("ro", "Vreau să mă retrag din contract"),
    ("sv", "Jag vill ångra avtalet"),
]
# What stands beside it in a footer and is something else: another right, an order, a consent, mere information.
OTHER = [
    ("bg", "Право на отказ"),
    ("cs", "Poučení o odstoupení od smlouvy"),
    ("da", "Fortryd samtykke"),
    ("de", "Cookie-Einwilligung widerrufen"),
    ("de", "Verträge hier kündigen"),
    ("el", "Δικαίωμα υπαναχώρησης"),
    ("en", "Withdraw your consent here"),
    ("es", "Retirar su consentimiento aquí"),
    ("fi", "Peruuta uutiskirje"),
    ("fr", "Résilier mon contrat ici"),
    ("hr", "Otkaži narudžbu ovdje"),
    ("hu", "Elállási tájékoztató"),
    ("it", "Informativa sul recesso"),
    ("lt", "Atsisakyti naujienlaiškio"),
    ("nl", "Uw toestemming hier intrekken"),
    ("pl", "Wzór odstąpienia od umowy"),
    ("pt", "Direito de livre resolução"),
    ("ro", "Anulare comandă"),
    ("sk", "Poučenie o odstúpení od zmluvy"),
    ("sl", "Pravica do odstopa od pogodbe"),
    ("sv", "Återkalla ditt samtycke här"),
    ("de", "Bestellung widerrufen?"),
    ("de", "Widerruf"),
    ("en", "Withdraw now"),
    ("fr", "Renoncer à la newsletter"),
    ("it", "Recedi"),
    ("lt", "Sutarties atsisakymas"),
    ("nl", "Cookies herroepen"),
    ("pt", "Livre resolução do contrato"),
]


@pytest.mark.parametrize(("language", "label"), EQUIVALENT)
def test_other_words_for_the_same_are_good_enough(language: str, label: str) -> None:
    assert label_grade(label, (language, "en")) == "equivalent"


@pytest.mark.parametrize(("language", "label"), OTHER)
def test_what_only_looks_like_it_is_not(language: str, label: str) -> None:
    assert label_grade(label, (language, "en")) in (None, "ambiguous")


@pytest.mark.parametrize(("language", "label"), [(code, labels[0]) for code, labels in OFFICIAL.items()])
def test_official_labels_of_the_withdrawal_function(language: str, label: str) -> None:
    assert label_grade(label, (language, "en")) == "official"
    assert label_grade(label.upper(), (language, "en")) == "official"
    assert label_grade(f"  {label} »", (language, "en")) in ("official", "equivalent")


@pytest.mark.parametrize(("language", "label"), [(code, labels[1]) for code, labels in OFFICIAL.items()])
def test_the_second_step_is_known_and_is_not_the_first(language: str, label: str) -> None:
    assert fold(label) in lexicon(language)["statements"]["function_confirm"]
    assert label_grade(label, (language, "en")) != "official"


@pytest.mark.parametrize(("language", "label"), AMBIGUOUS)
def test_a_form_or_a_return_is_left_to_a_person(language: str, label: str) -> None:
    assert label_grade(label, (language, "en")) == "ambiguous"


@pytest.mark.parametrize("language", sorted(OFFICIAL))
def test_other_links_are_no_withdrawal_function(language: str) -> None:
    for role in ("contact", "delivery", "home", "basket"):
        for label in lexicon(language)["links"].get(role, ()):
            assert label_grade(label, (language, "en")) in (None, "ambiguous"), label


# language, price before, words of the 30 days, stock in, stock out, label of the number
SHOP = [
    ("bg", "Най-ниска цена за последните 30 дни: 49,90 лв.", "В наличност", "Изчерпан", "Код на продукта"),
    ("cs", "Nejnižší cena za posledních 30 dní: 49,90 Kč", "Skladem", "Vyprodáno", "Kód produktu"),
    ("da", "Laveste pris de seneste 30 dage: 49,90 kr.", "På lager", "Udsolgt", "Varenummer"),
    ("el", "Χαμηλότερη τιμή των τελευταίων 30 ημερών: 49,90 €", "Άμεσα διαθέσιμο", "Εξαντλήθηκε", "Κωδικός προϊόντος"),
    ("et", "Madalaim hind viimase 30 päeva jooksul: 49,90 €", "Laos olemas", "Läbi müüdud", "Tootekood"),
    ("fi", "Alin hinta 30 päivän aikana: 49,90 €", "Varastossa", "Loppuunmyyty", "Tuotenumero"),
    ("ga", "An praghas is ísle le 30 lá: 49,90 €", "I stoc", "As stoc", "Cód táirge"),
    ("hr", "Najniža cijena u zadnjih 30 dana: 49,90 €", "Na zalihi", "Rasprodano", "Šifra proizvoda"),
    ("hu", "Az elmúlt 30 nap legalacsonyabb ára: 4990 Ft", "Raktáron", "Elfogyott", "Cikkszám"),
    ("is", "Lægsta verð síðustu 30 daga: 4.990 kr.", "Til á lager", "Uppselt", "Vörunúmer"),
    ("lt", "Mažiausia kaina per 30 d.: 49,90 €", "Yra sandėlyje", "Išparduota", "Prekės kodas"),
    ("lv", "Zemākā cena pēdējo 30 dienu laikā: 49,90 €", "Ir noliktavā", "Izpārdots", "Preces kods"),
    ("mt", "L-orħos prezz fl-aħħar 30 ġurnata: 49.90 €", "Fl-istokk", "Mhux fl-istokk", "Kodiċi tal-prodott"),
    ("no", "Laveste pris siste 30 dager: 49,90 kr", "På lager", "Utsolgt", "Varenummer"),
    ("ro", "Cel mai mic preț din ultimele 30 de zile: 49,90 lei", "În stoc", "Stoc epuizat", "Cod produs"),
    ("sk", "Najnižšia cena za posledných 30 dní: 49,90 €", "Skladom", "Vypredané", "Kód produktu"),
    ("sl", "Najnižja cena v zadnjih 30 dneh: 49,90 €", "Na zalogi", "Razprodano", "Šifra izdelka"),
    ("sv", "Lägsta priset de senaste 30 dagarna: 49,90 kr", "I lager", "Slutsåld", "Artikelnummer"),
]
_CURRENCY = {"bg": "лв.", "cs": "Kč", "da": "kr.", "hu": "Ft", "is": "kr.", "no": "kr", "ro": "lei", "sv": "kr"}


def _page(language: str, *lines: str) -> Page:
    sign = _CURRENCY.get(language, "€")
    price = "3990" if language == "hu" else "3.990" if language == "is" else "39,90"
    rows = "".join(f"<p>{line}</p>" for line in lines)
    main = f"<main><h1>Quorbel 7</h1><p>{price} {sign}</p>{rows}</main>"
    html = f'<html lang="{language}"><title>Quorbel 7</title>{main}</html>'
    page = Page("https://quorbel.example/p/7", 200, "0" * 64, "", html)
    page.role = "product"
    return page


def test_every_further_language_has_its_case() -> None:
    assert tuple(row[0] for row in SHOP) == PARTLY


@pytest.mark.parametrize(("language", "lowest", "in_stock", "out_of_stock", "number"), SHOP)
def test_a_product_page(language: str, lowest: str, in_stock: str, out_of_stock: str, number: str) -> None:
    offer = page_offers(_page(language, lowest, in_stock, f"{number}: QB-7730"))[0].value
    assert (offer.prior_price_kind, offer.availability, offer.sku) == ("lowest_30_days", "InStock", "QB-7730")
    plain = page_offers(_page(language, out_of_stock))[0].value
    assert (plain.prior_price, plain.availability) == (None, "OutOfStock")


@pytest.mark.parametrize("language", PARTLY)
def test_order_buttons(language: str) -> None:
    words = lexicon(language)["checkout"]
    assert all(grade(label, (language, "en")) == "good" for label in words["order_good"])
    assert all(grade(label, (language, "en")) == "order" for label in words["order_word"])
    assert all(grade(label, (language, "en")) == "next" for label in words["order_next"])


@pytest.mark.parametrize(
    ("language", "label", "expected"),
    [
        ("hr", "Naruči s obvezom plaćanja", "good"),
        ("hr", "Naruči", "order"),
        ("bg", "Завършване на поръчката", "order"),
        ("ga", "Ordú le hoibleagáid íoc", "good"),
        ("ga", "Cuir isteach an t-ordú", "order"),
        ("is", "Panta með greiðsluskyldu", "good"),
        ("lt", "Užsakymas su pareiga sumokėti", "good"),
        ("mt", "Ikkonferma l-ordni", "order"),
        ("fi", "Tilaus sisältää maksuvelvollisuuden", "good"),
        ("lv", "Pasūtīt ar pienākumu maksāt", "good"),
        ("et", "Telli maksekohustusega", "good"),
        ("fi", "Tilaus sisältää maksuvelvoitteen", "good"),
        ("hu", "Rendelés leadása fizetési kötelezettséggel", "good"),
        ("hu", "Rendelés leadása", "order"),
        ("sv", "Slutför köp", "grey"),
        ("el", "Ολοκλήρωση αγοράς", "grey"),
    ],
)
def test_labels_with_the_verb_of_ordering(language: str, label: str, expected: str) -> None:
    assert grade(label, (language, "en")) == expected


@pytest.mark.parametrize(
    ("language", "lowest"),
    [
        ("et", "Viimase 30 päeva soodsaim hind: 49,90 €"),
        ("lv", "Pēdējo 30 dienu zemākā cena: 49,90 €"),
        ("lt", "Mažiausia 30 dienų kaina: 49,90 €"),
        ("lt", "Paskutinių 30 dienų mažiausia kaina: 49,90 €"),
        ("sv", "Tidigare lägsta pris (30 dgr): 49,90 kr"),
        ("no", "Førpris, laveste 30 dager: 49,90 kr"),
        ("is", "Lægsta verð á síðustu 30 dögum: 4.990 kr."),
        ("mt", "L-iktar prezz baxx fl-aħħar 30 jum: 49.90 €"),
    ],
)
def test_the_lowest_price_in_other_words(language: str, lowest: str) -> None:
    assert page_offers(_page(language, lowest))[0].value.prior_price_kind == "lowest_30_days"
    assert page_offers(_page(language, lowest.replace("30", "3")))[0].value.prior_price_kind != "lowest_30_days"


@pytest.mark.parametrize("language", PARTLY)
def test_nothing_is_absent_in_a_language_that_is_read_in_part(language: str) -> None:
    words = " ".join(lexicon(language)["language"]["small_words"])
    texts = "".join(f"<p>{words} {phrase}</p>" for phrase in lexicon(language)["contents"]["terms"])
    home = response("/", f'<html lang="{language}"><body>{texts}{texts}</body></html>')
    facts = read_shop(Capture(BASE + "/", (home,)), country="")
    read = ("withdrawal_period", "legal_guarantee", "withdrawal_function", "operator_name", "operator_address")
    assert not [name for name in read if isinstance(getattr(facts, name), Absent)]
    assert not isinstance(facts.withdrawal_function, Found)
