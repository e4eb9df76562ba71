"""Who may review: users with their passwords and roles, their sessions, and the limit on trying passwords."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from dataclasses import dataclass
from functools import cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, or_, select, update

from sweep.errors import SweepError
from sweep.review import schema
from sweep.review.database import Database
from sweep.review.desk import ROLES, Person, Role
from sweep.review.model import LONGEST_NAME

Door = Literal["password", "local"]
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1_000  # characters
IDLE, LONGEST_SESSION = 4 * 3600, 14 * 3600  # seconds
WINDOW = 15 * 60  # seconds in which failures are counted
# Failures in the window before a sign-in is refused: of one name from one address, from an address, of a name.
LIMITS = {"pair": 5, "address": 30, "name": 60}
_NAME = re.compile(r"[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?")
_U, _S, _A = schema.users, schema.sessions, schema.attempts


class TooManyError(Exception):
    """Too many failed sign-ins; nothing was tried."""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that has come in, by password or on the own machine. `secret` signs its forms."""

    person: Person
    secret: str
    token: str  # SHA-256 of what the browser holds
    door: Door


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # Argon2id with the parameters of RFC 9106 for little memory


@cache
def _nobody() -> str:
    """The hash of a password that nobody has: an unknown name takes as long to refuse as a wrong password."""
    return _hasher().hash(secrets.token_urlsafe())


def checked_name(name: str) -> str:
    """A name fit for the records. Raises SweepError."""
    name = name.strip()
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME or not name.isprintable():
        raise SweepError(f"{name[:40]!r} is no name: 1 to {LONGEST_NAME} printable characters are needed")
    return name


def _role(role: str) -> Role:
    return next(known for known in ROLES if known == role)


class People:
    """Users and sessions in the database, shared by all servers on it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- users ----------------------------------------------------------------------------------------

    def add(self, name: str, role: Role, password: str) -> None:
        """Enters a user, or gives a known one a new password and role. Raises SweepError."""
        name = checked_name(name)
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise SweepError(f"the password must have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,} characters")
        values = {"role": role, "password": _hasher().hash(password), "added": time.time()}
        with self._database.errors(), self._database.engine.begin() as connection:
            done = connection.execute(update(_U).where(_U.c.name == name).values(**values))
            if not done.rowcount:
                connection.execute(insert(_U).values(name=name, **values))
            connection.execute(delete(_S).where(_S.c.user == name))

    def remove(self, name: str) -> bool:
        """Removes a user and ends the sessions; what was decided stays. False where there is no such user."""
        with self._database.errors(), self._database.engine.begin() as connection:
            connection.execute(delete(_S).where(_S.c.user == name))
            return bool(connection.execute(delete(_U).where(_U.c.name == name)).rowcount)

    def users(self) -> tuple[Person, ...]:
        """All users by name."""
        with self._database.errors(), self._database.engine.connect() as connection:
            rows = connection.execute(select(_U.c.name, _U.c.role).order_by(_U.c.name))
            return tuple(Person(row.name, _role(row.role)) for row in rows)

    # -- signing in -----------------------------------------------------------------------------------

    def check(self, name: str, password: str, address: str) -> Person | None:
        """The user with that password, None where there is none. Raises TooManyError before anything is tried."""
        now = time.time()
        keys = {"pair": f"pair:{name}|{address}", "address": f"address:{address}", "name": f"name:{name}"}
        keys = {kind: hashlib.sha256(key.encode("utf-8", "replace")).hexdigest() for kind, key in keys.items()}
        self._refuse_many(keys, now)
        with self._database.errors(), self._database.engine.connect() as connection:
            row = connection.execute(select(_U).where(_U.c.name == name)).first()
        good = _verified(row.password if row else _nobody(), password[: LONGEST_PASSWORD + 1])
        if row is not None and good:
            return Person(row.name, _role(row.role))
        with self._database.errors(), self._database.engine.begin() as connection:
            connection.execute(delete(_A).where(_A.c.at < now - WINDOW))
            connection.execute(insert(_A), [{"who": key, "at": now} for key in keys.values()])
        return None

    def _refuse_many(self, keys: dict[str, str], now: float) -> None:
        query = (
            select(_A.c.who, func.count())
            .where(_A.c.who.in_(list(keys.values())), _A.c.at >= now - WINDOW)
            .group_by(_A.c.who)
        )
        with self._database.errors(), self._database.engine.connect() as connection:
            failed = {row[0]: row[1] for row in connection.execute(query)}
        if any(failed.get(key, 0) >= LIMITS[kind] for kind, key in keys.items()):
            raise TooManyError

    # -- sessions -------------------------------------------------------------------------------------

    def begin(self, person: Person, door: Door) -> str:
        """Begins a session; returns what the browser is to hold (only its digest is kept)."""
        token, now, secret = secrets.token_urlsafe(32), time.time(), secrets.token_urlsafe(32)
        row = {"token": _digest(token), "user": person.name, "role": person.role, "door": door, "secret": secret}
        with self._database.errors(), self._database.engine.begin() as connection:
            ended = or_(_S.c.seen < now - IDLE, _S.c.begun < now - LONGEST_SESSION)
            connection.execute(delete(_S).where(ended))
            connection.execute(insert(_S).values(**row, begun=now, seen=now))
        return token

    def session(self, token: str) -> Session | None:
        """The session of a browser; None where there is none, or it is over."""
        now, digest = time.time(), _digest(token)
        with self._database.errors(), self._database.engine.begin() as connection:
            row = connection.execute(select(_S).where(_S.c.token == digest)).first()
            if row is None or row.seen < now - IDLE or row.begun < now - LONGEST_SESSION:
                return None
            if row.seen < now - 60:
                connection.execute(update(_S).where(_S.c.token == digest).values(seen=now))
        door: Door = "password" if row.door == "password" else "local"
        return Session(Person(row.user, _role(row.role)), row.secret, digest, door)

    def end(self, session: Session) -> None:
        """Ends a session for good."""
        with self._database.errors(), self._database.engine.begin() as connection:
            connection.execute(delete(_S).where(_S.c.token == session.token))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _verified(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password.encode("utf-8", "replace"))
    except (VerificationError, InvalidHashError):
        return False
