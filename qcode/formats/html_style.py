"""The style sheet of the HTML report; quotations in a serif, all that is about them in a sans."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1f2a36; --quiet: #5a6672; --rule: #c3ccd4; --paper: #fff; --note: #f3f5f7;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ec; --quiet: #a3aeb8; --rule: #46525e; --paper: #171c21; --note: #20272e; }
}
body {
  margin: 0 auto; padding: 3rem 1.25rem 4rem; max-width: 44rem;
  color: var(--ink); background: var(--paper);
  font: 1rem/1.5 Calibri, Carlito, "Segoe UI", system-ui, sans-serif;
}
h1 { font-size: 2.2rem; font-weight: 400; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.6rem; margin: 2.6rem 0 .6rem; }
h3 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; }
h4 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
h5, h6 { font-size: 1rem; font-weight: 400; font-style: italic; color: var(--quiet); }
h2, h3, h4, h5, h6 { line-height: 1.25; break-after: avoid; }
p { margin: 0 0 .5rem; }
a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: .15em; }
.logo { max-width: min(17rem, 100%); max-height: 7rem; background: #fff; }
.project { font-size: 1.2rem; color: var(--quiet); }
.quiet, figcaption { color: var(--quiet); font-size: .875rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { margin: .15rem 0; }
.region {
  max-width: min(28rem, 100%); max-height: 22rem; width: auto; height: auto; background: #fff;
}
figure { margin: 1.3rem 0 1.6rem; break-inside: avoid; }
blockquote {
  margin: 0 0 .4rem; padding-left: 1rem; border-left: 2px solid var(--rule);
  font: 1.05rem/1.55 Cambria, Caladea, Georgia, serif;
}
blockquote p { margin: 0 0 .3rem; min-height: 1em; white-space: pre-wrap; tab-size: 4;
  overflow-wrap: anywhere; }
figcaption { padding-left: calc(1rem + 2px); }
aside { margin: .6rem 0 0 calc(1rem + 2px); padding: .5rem .75rem; background: var(--note);
  font-size: .9rem; white-space: pre-wrap; }
aside p { margin: 0 0 .2rem; }
[hidden] { display: none !important; }
.find { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1.2rem;
  align-items: end; margin: 2rem 0 0; padding: .6rem 0; background: var(--paper);
  border-bottom: 1px solid var(--rule); font-size: .875rem; }
.find label { display: grid; gap: .15rem; color: var(--quiet); flex: 1 1 11rem; min-width: 0; }
.find input, .find select { font: inherit; color: var(--ink); background: var(--paper);
  border: 1px solid var(--quiet); border-radius: 3px; padding: .3rem .4rem; width: 100%;
  height: 2.2em; min-width: 0; box-sizing: border-box; }
.find output { flex: 1 1 100%; min-height: 1.3em; color: var(--quiet); }
::highlight(found) { background: #ffe08a; color: #000; }
main :target { scroll-margin-top: 8rem; }
.group { font-weight: 600; color: var(--quiet); margin-top: 1.6rem; break-after: avoid; }
.asked, .context { color: var(--quiet); }
.context { font-size: .95rem; }
.bar { height: .8em; min-width: 2px; print-color-adjust: exact; }
td:has(.bar) { width: 60%; }
.transcript { padding-left: 2.5rem; }
.transcript li { margin: 0 0 .5rem; }
.transcript li::marker { color: var(--quiet); font-size: .75rem; }
.transcript p { margin: 0; white-space: pre-wrap; }
.chip { display: inline-block; width: .62em; height: .62em; margin-right: .5em;
  print-color-adjust: exact; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem;
  border-block: 1px solid var(--ink); }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0;
  border-bottom: 1px solid var(--rule); }
thead th { vertical-align: bottom; border-bottom-color: var(--ink); }
tbody th { font-weight: 400; min-width: 9rem; hyphens: auto; }
td p { margin: 0; }
.number { text-align: right; padding-right: 0; padding-left: .9rem; white-space: nowrap; }
@media print {
  :root { --ink: #000; --quiet: #444; --rule: #bbb; --paper: #fff; --note: #f3f5f7; }
  :root { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  main, body > section { break-before: page; }
  .find { display: none; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  table { font-size: 8.5pt; }
  th, td { padding-right: .6rem; hyphens: auto; overflow-wrap: anywhere; }
  tbody th { min-width: 5rem; }
  tr { break-inside: avoid; }
  .quiet { break-after: avoid; }
}
"""
