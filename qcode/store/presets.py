"""Presets of reports in the store."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qcode.model.report_presets import PresetId, SavedPreset
from qcode.model.segment import CoderId

from .schema import report_preset
from .unit import Unit, now


def list_presets(connection: Connection) -> list[SavedPreset]:
    """Return all presets, by name."""
    rows = connection.execute(select(report_preset).order_by("name", "id"))
    return [
        SavedPreset(
            PresetId(row.id),
            row.guid,
            row.name,
            row.options,
            CoderId(row.coder_id),
            row.created,
            row.changed,
        )
        for row in rows
    ]


def add_preset(unit: Unit, name: str, *, options: str, coder: CoderId) -> PresetId:
    """Keep a preset."""
    moment = now()
    values = {"name": name, "options": options, "coder_id": coder}
    return PresetId(unit.add(report_preset, **values, created=moment, changed=moment))


def set_preset(unit: Unit, preset_id: PresetId, **values: object) -> bool:
    """Change columns of a preset and its time of change; return whether anything differed."""
    row = select(report_preset).where(report_preset.c.id == preset_id)
    before = unit.connection.execute(row).mappings().one()
    if all(before[name] == value for name, value in values.items()):
        return False
    return unit.set(report_preset, preset_id, changed=now(), **values)


def drop_preset(unit: Unit, preset_id: PresetId) -> None:
    """Delete a preset."""
    unit.drop(report_preset, [preset_id])
