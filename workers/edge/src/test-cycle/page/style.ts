/** The page's only style: no font, image or script is loaded from anywhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --quiet: #5b6570; --paper: #ffffff; --card: #f5f6f8; --edge: #d9dde3;
  --good: #12694a; --good-paper: #e4f4ec; --open: #7a4d00; --open-paper: #fdf2dc;
  --bad: #a1201c; --bad-paper: #fce8e6;
  --reference: #7b8794; --best: #2563c9; --test: #c2560c; --band: #c2560c33;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8eaed; --quiet: #a2abb6; --paper: #14171a; --card: #1f2328; --edge: #373d45;
    --good: #7fdcb2; --good-paper: #12301f; --open: #f4c673; --open-paper: #33270f;
    --bad: #ff9d95; --bad-paper: #3b1714;
    --reference: #97a3b0; --best: #78a9ff; --test: #ff9a4d; --band: #ff9a4d33;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.1rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: .5rem 0; }
ul, ol { margin: .5rem 0; padding-left: 1.25rem; }
ul.intervals, ul.stages, ul.checks, ul.plain { list-style: none; padding: 0; }
ul.plain li { margin: .4rem 0; }
figure { margin: 0; }
figcaption, .quiet { color: var(--quiet); font-size: .875rem; }
header { margin-bottom: 1.25rem; }
header .quiet { margin: .25rem 0 .75rem; }
.verdict { border-radius: 12px; padding: 1.25rem 1.5rem; border-left: 6px solid; }
.verdict p.sentence { font-size: 1.5rem; line-height: 1.25; font-weight: 700; margin: 0 0 .5rem; }
.verdict.good { background: var(--good-paper); border-color: var(--good); }
.verdict.open { background: var(--open-paper); border-color: var(--open); }
.verdict.bad { background: var(--bad-paper); border-color: var(--bad); }
.card { background: var(--card); border-radius: 12px; padding: 1rem; }
.columns { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 .75rem; }
.stages li, .intervals li { margin-bottom: .6rem; }
.dot { display: inline-block; width: .7em; height: .7em; border-radius: 50%; margin-right: .45em; }
.dot.reference { background: var(--reference); }
.dot.best { background: var(--best); }
.dot.test { background: var(--test); }
.chart { display: block; width: 100%; overflow: visible; }
.chart text { font-size: 12px; fill: var(--quiet); }
/* Figures stand clear of the line and the band they lie on. */
.lift text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.chart .grid { stroke: var(--edge); stroke-width: 1; vector-effect: non-scaling-stroke; }
.chart .zero { stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.chart .whisker { stroke-width: 4; stroke-linecap: round; opacity: .45; }
.chart .whisker.reference { stroke: var(--reference); }
.chart .whisker.best { stroke: var(--best); }
.chart .whisker.test { stroke: var(--test); }
.point.reference, .bar.reference { fill: var(--reference); }
.point.best, .bar.best { fill: var(--best); }
.point.test, .bar.test { fill: var(--test); }
.track { fill: var(--edge); }
.band { fill: var(--band); }
.line { fill: none; stroke: var(--test); stroke-width: 2.5; vector-effect: non-scaling-stroke; }
line.end { stroke: var(--ink); stroke-width: 3; stroke-linecap: round; }
circle.end { fill: var(--ink); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .45rem .6rem; border-bottom: 1px solid var(--edge); white-space: nowrap; }
th:first-child, .text { text-align: left; }
thead th { color: var(--quiet); font-weight: 600; font-size: .8125rem; }
tbody th { font-weight: 600; }
/* Names may be long, and break anywhere. */
tbody th, td.text { min-width: 6rem; white-space: normal; }
.checks li { display: flex; gap: .75rem; margin: .75rem 0; }
.mark { flex: none; width: 1.6rem; height: 1.6rem; border-radius: 50%; text-align: center; line-height: 1.6rem; font-weight: 700; }
.mark.good { background: var(--good-paper); color: var(--good); }
.mark.open { background: var(--open-paper); color: var(--open); }
.mark.bad { background: var(--bad-paper); color: var(--bad); }
details { margin-top: 2.5rem; }
summary { cursor: pointer; font-weight: 600; }
/* Where a table would be wider than the page it is a list of cards. */
@media (max-width: 58rem) {
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody { display: block; }
  tbody tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.75rem, 1fr)); gap: 0 1.5rem; padding: .5rem 0; border-bottom: 1px solid var(--edge); }
  tbody th { grid-column: 1 / -1; }
  tbody th:empty { display: none; }
  th, td { border: 0; padding: .15rem 0; font-size: .875rem; white-space: normal; }
  td { display: flex; justify-content: space-between; gap: .5rem; }
  td::before { content: attr(data-of); color: var(--quiet); text-align: left; }
  td:last-child { grid-column: 1 / -1; justify-content: start; gap: 1rem; }
  td.text { grid-column: 1 / -1; justify-content: start; font-weight: 600; }
  td.text::before { content: none; }
}
@media (max-width: 30rem) {
  .verdict { padding: 1rem; }
  .verdict p.sentence { font-size: 1.25rem; }
}
@media print { .card, .verdict { break-inside: avoid; } }
`;
