import { decodeHTML } from "entities";

// What is inside is code, not text.
const CODE = /<(script|style)\b[^]*?(?:<\/\1\s*>|$)/gi;
const MARKUP = /<(?:!--[^]*?(?:-->|$)|[a-z!/?][^>]*>?)/gi;
/** What a browser shows apart from what is beside it, and not in line: https://html.spec.whatwg.org/#flow-content-3 */
const BLOCK =
  /^<\/?(?:address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|legend|li|listing|main|menu|nav|ol|optgroup|option|p|plaintext|pre|search|section|summary|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|ul|xmp)(?![^\s/>])/i;
/** Ends in `<`, escaped or not, or in a part of that: no markup was meant where a tag follows. */
const HALF_MARKUP = /(?:<|&(?:amp;)*(?:lt?;?|#0*(?:60?;?)?|#x0*(?:3c?;?)?)?)$/i;
/** The longest of these, but for zeros that nobody writes. */
const HALF_MARKUP_CHARACTERS = 24;
const MAYBE_MARKUP = /[<&]/;
// Direction marks let a text show as another one than it is.
const UNSEEN = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;
// Most texts are: printable ASCII without markup, words one space apart.
const PLAIN = /^[!-%'-;=-~]+(?: [!-%'-;=-~]+)*$/;
/** Feeds escape markup twice, rarely more often. */
const ESCAPE_ROUNDS = 3;

/** Words that a browser would show apart stay so, and those that would be markup when joined. */
const blankFor = (markup: string, at: number, text: string): string =>
  BLOCK.test(markup) || HALF_MARKUP.test(text.slice(Math.max(0, at - HALF_MARKUP_CHARACTERS), at))
    ? " "
    : "";

const withoutMarkup = (text: string): string =>
  text.includes("<") ? text.replace(CODE, " ").replace(MARKUP, blankFor) : text;

/**
 * A text a person can read of what may be HTML, escaped any number of times. The result is never
 * markup, but it is plain: whoever prints it into a page escapes it like any text.
 */
export const plainText = (html: string): string => {
  if (PLAIN.test(html)) return html;
  let text = html;
  if (MAYBE_MARKUP.test(text)) {
    for (let round = 0; round < ESCAPE_ROUNDS; round++) {
      const before = text;
      text = decodeHTML(withoutMarkup(text));
      if (text === before) break;
    }
    text = withoutMarkup(text);
    if (/<[a-z!/?]/i.test(text)) text = text.replaceAll("<", " ");
  }
  return text.toWellFormed().replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
};

/** Cut to this many UTF-16 units, without half a character at the end. */
export const cut = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const end = text.slice(0, limit);
  return end.isWellFormed() ? end : end.slice(0, -1);
};
