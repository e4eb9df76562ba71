"""Subscriptions: trials that become paid, and how a contract is ended."""
