"""The panes of what was found: search, passages of codes, memos, history."""
