"""The search pane: a line to type in, what it finds as one types, and what one does with it."""
