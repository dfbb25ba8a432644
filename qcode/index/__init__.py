"""The only Whoosh: a disposable index of the words in texts, memos and definitions."""
