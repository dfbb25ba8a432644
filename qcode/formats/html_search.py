"""The search of a page: words, a code, a document. Without scripts it is not there, and all shows.

The script is allowed by its hash and nothing else is; it fetches, sends and keeps nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from qcode.model.codebook import shown_path

from .bundle import ExportBundle
from .characters import attribute, escaped

SCRIPT = """
(() => {
const bar = document.querySelector('[role=search]');
const [words, code, place] = bar.querySelectorAll('input, select');
const told = bar.querySelector('output');
const plain = text => text.normalize('NFC').replace(/\\u00ad/g, '').toLowerCase();
const parts = [...document.querySelectorAll('main > section')].map(part => ({
  part, path: part.dataset.code,
  items: [...part.querySelectorAll('[data-document]')].map(
    item => ({item, text: plain(item.textContent)})),
}));
const all = parts.reduce((sum, each) => sum + each.items.length, 0);
const below = (path, top) => path === top || path.startsWith(top + '/');
function mark(sought) {
  if (!window.Highlight) return;
  const ranges = [];
  for (const quote of sought.length ? document.querySelectorAll('main blockquote') : []) {
    if (quote.closest('[hidden]') || ranges.length > 2000) continue;
    const walker = document.createTreeWalker(quote, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue;
      for (const word of sought)
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
    }
  }
  CSS.highlights.set('found', new Highlight(...ranges));
}
function show() {
  const sought = plain(words.value).split(/\\s+/).filter(Boolean);
  const there = [];
  let count = 0;
  for (const {path, items} of parts) {
    let some = false;
    for (const {item, text} of items) {
      const fits = (!code.value || below(path, code.value))
        && (!place.value || item.dataset.document === place.value)
        && sought.every(word => text.includes(word));
      item.hidden = !fits;
      some ||= fits;
      count += fits;
    }
    if (some) there.push(path);
  }
  const open = !sought.length && !code.value && !place.value;
  for (const {part, path} of parts) {
    part.hidden = !open && !there.some(each => below(each, path));
    let group = null;
    for (const child of part.children) {
      if (child.className === 'group') { group = child; group.hidden = !open; }
      else if (group && child.dataset.document && !child.hidden) group.hidden = false;
    }
  }
  told.textContent = open ? '' : bar.dataset.shown.replace('{n}', count).replace('{all}', all);
  mark(sought);
}
let waiting;
words.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(show, 120); });
code.addEventListener('change', show);
place.addEventListener('change', show);
bar.hidden = false;
})();
"""


def script_hash() -> str:
    """Return the source of the policy that allows the script."""
    digest = hashlib.sha256(SCRIPT.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def searchable(bundle: ExportBundle) -> bool:
    """Tell whether there is anything to search in."""
    return any(code.excerpts for code in bundle.codes)


def search_bar(bundle: ExportBundle) -> Iterator[str]:
    """Yield the controls; the script shows them."""
    labels = bundle.labels
    yield f'<div class="find" role="search" data-shown="{attribute(labels.shown)}" hidden>'
    yield f'<label>{escaped(labels.search)} <input type="search"></label>'
    codes = ((code.path, shown_path(code.path)) for code in bundle.codes)
    yield from _choice(labels.code, labels.every_code, codes)
    names = dict.fromkeys(each.document for code in bundle.codes for each in code.excerpts)
    yield from _choice(labels.document, labels.every_document, ((n, n) for n in names))
    yield '<output aria-live="polite"></output>\n</div>'


def _choice(label: str, every: str, pairs: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield f'<label>{escaped(label)} <select><option value="">{escaped(every)}</option>'
    for value, shown in pairs:
        yield f'<option value="{attribute(value)}">{escaped(shown)}</option>'
    yield "</select></label>"
