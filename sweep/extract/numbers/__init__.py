"""Telephones, mailboxes, company and tax numbers, accounts: found and checked, before it is told whose they are."""
