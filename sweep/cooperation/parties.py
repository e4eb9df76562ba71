"""Who writes and about whom: the common header of all forms (Commission Decision 2007/76/EC, annex, chapter 1)."""

from __future__ import annotations

from sweep.cooperation.form import Item, Section
from sweep.cooperation.material import Material, item, read_item, websites


def section(m: Material, name: str, *lines: Item) -> Section:
    """A section with the title of its name."""
    return Section(name, m.w(f"section.{name}"), lines)


def sender(m: Material) -> Section:
    return section(
        m,
        "sender",
        item(m, "authority", m.info.authority),
        item(m, "contact", m.info.contact),
        item(m, "official"),
        *([item(m, "slo", blank="slo")] if m.form.startswith("cpc-") else []),
        item(m, "powers", blank="legal"),
        item(m, "reference", reference(m)),
        item(m, "date", m.w.day(m.today)),
    )


def reference(m: Material) -> str:
    """The same for the same sweep, shop and form."""
    return f"{m.info.name}/{m.first.target.key}/{m.form}"


def trader(m: Material) -> Section:
    """The trader as its own pages name it; what no page can tell is a blank."""
    return section(
        m,
        "trader",
        read_item(m, "name", "operator_name"),
        read_item(m, "legal_form", "operator_legal_form"),
        item(m, "other_names"),
        item(m, "parent_company"),
        item(m, "business_type"),
        read_item(m, "address", "operator_address"),
        item(m, "country", m.w.country(m.trader_country) if m.trader_country else ""),
        read_item(m, "email", "operator_emails"),
        read_item(m, "phone", "operator_phones"),
        read_item(m, "registration", "operator_registrations"),
        read_item(m, "vat", "operator_vat"),
        read_item(m, "directors", "publication_director"),
        item(m, "websites", *websites(m.shops)),
        item(m, "ip_addresses", *m.ips),
        read_item(m, "host", "host_name"),
        read_item(m, "payment_accounts", "payment_accounts"),
    )


def addressed_trader(m: Material) -> Section:
    """The trader as the one written to."""
    return section(
        m,
        "addressee",
        read_item(m, "name", "operator_name"),
        read_item(m, "address", "operator_address"),
        read_item(m, "email", "operator_emails"),
        item(m, "websites", *websites(m.shops)),
    )
