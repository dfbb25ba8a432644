"""The documents pane: what the project holds, in order, in groups, with what describes it."""
