/**
 * How every page looks: one sheet, no script, no font and no picture from elsewhere.
 *
 * Colours are pairs that keep 4.5:1 (WCAG 2.2, 1.4.3) in light and in dark, and nothing is said
 * by colour alone (1.4.1).
 *
 * @module
 */

const COLOURS = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --sheet: #f6f5f2; --line: #dcd8cf; --ink: #1e2126; --soft: #585d66;
  --link: #14508c; --brand: #9c1c24; --brand-ink: #ffffff;
  --verified: #14603a; --observed: #14508c; --proposed: #7a4a00; --unverified: #9c1c24;
  --mark: #fff3c9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171b; --sheet: #1d2026; --line: #383d47; --ink: #e9e7e2; --soft: #a9aeb8;
    --link: #8fc1f5; --brand: #f08a8f; --brand-ink: #15171b;
    --verified: #7fd3a4; --observed: #8fc1f5; --proposed: #edbd66; --unverified: #f59a9f;
    --mark: #3d3413;
  }
}`

const FRAME = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans',
    sans-serif;
  overflow-wrap: break-word;
}
.bar, main, .foot {
  max-width: 76rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem);
}
.top { border-bottom: 1px solid var(--line); border-top: 4px solid var(--brand); }
.bar {
  display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem;
  padding-block: .6rem;
}
.brand {
  font-weight: 700; font-size: 1.25rem; letter-spacing: -.01em; color: var(--brand);
  text-decoration: none;
}
.bar nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; flex: 1; }
.bar nav a {
  color: var(--ink); text-decoration: none; padding-block: .4rem;
  border-bottom: 2px solid transparent;
}
.bar nav a:hover, .bar nav a[aria-current] { border-bottom-color: var(--brand); }
.languages { display: flex; gap: .15rem; font-size: .9rem; }
.languages a, .languages span { padding: .3rem .6rem; border-radius: .3rem; }
.languages span { background: var(--sheet); border: 1px solid var(--line); }
main { padding-block: 1.5rem 4rem; }
.foot {
  border-top: 1px solid var(--line); padding-block: 1.25rem 2.5rem; color: var(--soft);
  font-size: .9rem;
}
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem 1rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
h1 {
  font-size: clamp(1.6rem, 1.2rem + 1.6vw, 2.3rem); line-height: 1.2;
  letter-spacing: -.015em; margin: .2rem 0 .4rem; text-wrap: balance;
}
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.6rem 0 .8rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
p { margin: .4rem 0; max-width: 70ch; }
code, pre, .ref {
  font-family: ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace;
  font-size: .9em;
}
pre {
  background: var(--sheet); border: 1px solid var(--line); border-radius: .4rem;
  padding: .8rem 1rem; overflow-x: auto;
}
.soft { color: var(--soft); }
.lead { font-size: 1.1rem; }
.crumbs { font-size: .9rem; color: var(--soft); }
.marks .badge { margin-right: .35rem; }
.row { max-width: none; display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }`

const PIECES = `
.button {
  display: inline-block; padding: .35rem .8rem; border: 1px solid var(--line);
  border-radius: .4rem; background: var(--sheet); text-decoration: none;
}
.button:hover { border-color: var(--link); }
.badge {
  display: inline-flex; align-items: center; gap: .35em; padding: .05rem .55rem;
  border: 1.5px solid currentcolor; border-radius: 1rem; font-size: .8rem; font-weight: 600;
  white-space: nowrap; line-height: 1.6;
}
.badge.verified { color: var(--verified); }
.badge.observed { color: var(--observed); }
.badge.proposed { color: var(--proposed); border-style: dashed; }
.badge.unverified { color: var(--unverified); border-style: dotted; }
.badge.sensitive {
  color: var(--brand-ink); background: var(--brand); border-color: var(--brand);
}
.badge.plain { color: var(--soft); font-weight: 400; }
.facts {
  display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .35rem 1.5rem;
  margin: 1.2rem 0; padding: 1rem 1.2rem; background: var(--sheet);
  border: 1px solid var(--line); border-radius: .5rem;
}
.facts dt { color: var(--soft); }
.facts dd { margin: 0; min-width: 0; }
.notice {
  border-left: 4px solid var(--proposed); background: var(--sheet); padding: .6rem 1rem;
  margin: 1rem 0;
}
.scroll { overflow-x: auto; }
caption { text-align: left; color: var(--soft); font-size: .9rem; padding: .25rem 0; }
.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 1rem 0; }
.search label { flex-basis: 100%; color: var(--soft); }
.search input, .search button {
  font: inherit; color: inherit; padding: .45rem .7rem;
  border: 1px solid var(--line); border-radius: .35rem; background: var(--sheet);
}
.search input { flex: 1 1 16rem; max-width: 32rem; }
.search button { cursor: pointer; }
table { border-collapse: collapse; width: 100%; }
th, td {
  text-align: left; vertical-align: top; padding: .6rem .8rem .6rem 0;
  border-bottom: 1px solid var(--line);
}
thead th {
  font-size: .85rem; color: var(--soft); font-weight: 600; border-bottom-width: 2px;
  white-space: nowrap;
}
tbody th { font-weight: 400; }
tr:target, :target > td { background: var(--mark); }
td p:first-child, th p:first-child { margin-top: 0; }
.fields .name { min-width: 12rem; }
.fields .meaning { width: 50%; overflow-wrap: anywhere; }
.fields .name code { font-weight: 600; overflow-wrap: anywhere; }
.fields .name a { text-decoration: none; color: inherit; }
.fields .name a:hover { text-decoration: underline; }
.small { font-size: .88rem; }
.basis {
  margin: 0; padding: 0; list-style: none; font-size: .92rem; color: var(--soft);
}
.d1 { padding-left: 1.4rem; }
.d2 { padding-left: 2.8rem; }
.d3 { padding-left: 4.2rem; }
.d4 { padding-left: 5.6rem; }
@media (max-width: 48rem) {
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .6rem; }
  .fields thead { position: absolute; left: -99rem; }
  .fields, .fields tbody { display: block; }
  .fields tr { display: block; padding: .8rem 0; border-bottom: 1px solid var(--line); }
  .fields th.name, .fields td.form, .fields td.meaning {
    display: block; border: 0; padding: .15rem 0; width: auto; min-width: 0;
    overflow-wrap: anywhere;
  }
  .fields tr.d1, .fields tr.d2, .fields tr.d3, .fields tr.d4 {
    border-left: 3px solid var(--line); padding-left: .9rem;
  }
  .fields tr.d2 { margin-left: .9rem; }
  .fields tr.d3, .fields tr.d4 { margin-left: 1.8rem; }
}
@media print {
  .bar nav, .languages, .skip, .foot { display: none; }
  tr { break-inside: avoid; }
}`

/** In one `<style>`; a content security policy may allow it by its hash. */
export const STYLESHEET: string = `${COLOURS}${FRAME}${PIECES}`.trim()
