"""Figures over codings: dataclasses in, dataclasses out."""
