const CSS = `
:host { all: initial; position: fixed; z-index: 2147483647; right: 16px; bottom: 16px;
  font: 13px/1.45 system-ui, sans-serif; color-scheme: light dark;
  --paper: #fff; --ink: #1b2430; --quiet: #5d6b7c; --line: #e3e8ee; --accent: #0b6bcb;
  --good: #0a7a3d; --fair: #946200; --bad: #c0262d; }
@media (prefers-color-scheme: dark) { :host { --paper: #161b22; --ink: #e8edf3; --quiet: #9aa7b5;
  --line: #2b333d; --accent: #6cb3ff; --good: #4cc38a; --fair: #e0a93b; --bad: #ff7b80; } }
section { display: flex; flex-direction: column; box-sizing: border-box;
  width: min(400px, calc(100vw - 32px)); max-height: min(640px, calc(100vh - 32px));
  color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 12px;
  box-shadow: 0 12px 40px rgb(0 0 0 / 22%); overflow: hidden; }
section:focus { outline: none; }
header { display: flex; align-items: center; gap: 8px; padding: 10px 10px 10px 16px;
  border-bottom: 1px solid var(--line); }
h1 { flex: 1; margin: 0; font-size: 15px; font-weight: 650; letter-spacing: -0.01em; }
h1 small, time { color: var(--quiet); font-size: 11px; font-weight: 400; }
button { font: inherit; font-weight: 550; color: var(--ink); background: transparent; cursor: pointer;
  border: 1px solid var(--line); border-radius: 7px; min-height: 28px; padding: 2px 10px; }
button:hover { border-color: var(--accent); color: var(--accent); }
button:disabled { cursor: progress; color: var(--quiet); border-color: var(--line); }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.body { overflow-y: auto; overscroll-behavior: contain; padding: 0 16px 12px; }
.consent { display: flex; align-items: baseline; gap: 8px; margin: 12px 0 8px; color: var(--quiet); }
details { border-top: 1px solid var(--line); padding: 8px 0; }
summary { cursor: pointer; font-weight: 600; border-radius: 4px; }
dl { display: grid; grid-template-columns: 104px minmax(0, 1fr); gap: 2px 8px; margin: 6px 0 2px; }
dt { color: var(--quiet); }
dd { margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
ul, ol { list-style: none; margin: 6px 0 0; padding: 0; }
.findings:not(:empty) { margin: 12px 0; display: grid; gap: 6px; }
.findings li { display: grid; grid-template-columns: 62px 1fr; gap: 8px; align-items: baseline; }
.log li { display: grid; grid-template-columns: 68px minmax(0, 1fr) auto; gap: 0 8px;
  align-items: baseline; padding: 5px 0; border-bottom: 1px solid var(--line); }
.log li:last-child { border-bottom: 0; }
.log b { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.log small { grid-column: 2 / -1; color: var(--quiet); font-size: 12px; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; }
.log .empty { display: block; color: var(--quiet); }
.badge { justify-self: start; white-space: nowrap; font-size: 11px; font-weight: 600;
  padding: 1px 7px; border-radius: 99px; color: var(--tone, var(--quiet));
  background: color-mix(in srgb, var(--tone, var(--quiet)) 13%, transparent); }
.good { --tone: var(--good); } .fair { --tone: var(--fair); } .bad { --tone: var(--bad); }
`;

/**
 * Styles the overlay in its shadow. A style sheet made by a script needs no permission of the
 * page's content security policy; where there is none, a style element does, by its nonce.
 */
export function applyStyle(shadow: ShadowRoot, nonce: string | undefined): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    if (nonce) style.nonce = nonce;
    style.textContent = CSS;
    shadow.prepend(style);
  }
}
