"""How colours look to those who see fewer of them: a simulation for tests of colours."""

from __future__ import annotations

from qcode.model.colors import lab_of, linear

# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear light.
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(color: str, vision: str) -> tuple[float, float, float]:
    light = linear(color)
    rows = VISION[vision]
    mixed = [sum(weight * part for weight, part in zip(row, light, strict=True)) for row in rows]
    return lab_of(*(min(1.0, max(0.0, part)) for part in mixed))
