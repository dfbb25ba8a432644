"""The quotation check in the window: a manuscript, its quotations, their verdicts."""
