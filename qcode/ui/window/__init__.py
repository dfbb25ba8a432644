"""The main window: it assembles the panes and knows what is open; the work is theirs."""
