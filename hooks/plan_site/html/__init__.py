"""A page → its HTML document, and all files that stand beside it.

In: `Page`s. Out: documents, style sheets, scripts, the search index. `templates/` has a template for each kind of page,
`components/<name>/` one with its style, which opens with what it is given, `assets/` the rest. Imports the stages
before it.

Styles: `assets/tokens.css` has the sizes, `assets/colours/` the colours (each choice of a reader is made of these),
`assets/base.css` and `assets/pages.css` what elements look like, `components/<name>/style.css` the rest; `site_files`
makes two files of them, `pages` with what home does not need. `@media print` is for A4; `assets/paper.css` has what
PDFs need besides.

Scripts only add: `first.js` stands in each page and is named in its security policy by its hash, `site.js` is the menu,
the reading settings and the meanings of hard words, `search.js` belongs to the search page, `listen.js` is fetched when
somebody wants to listen.

Fonts are the Latin and, for pages that need them, the further Latin (`ext`) ones of Atkinson Hyperlegible Next, from
@fontsource, without the features that no style asks for (`pyftsubset --unicodes='*'
--layout-features=kern,mark,mkmk,ccmp,locl --no-hinting`). PDFs have these, and for other letters and signs DejaVu Sans
from dejavu-fonts-ttf (the same, with the letters of `letters.FOR_PAPER`), never a font of the machine.
"""
