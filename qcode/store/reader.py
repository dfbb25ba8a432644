"""The name under which services pass a view of the project around, without knowing SQLAlchemy."""

from __future__ import annotations

from sqlalchemy import Connection

Reader = Connection
