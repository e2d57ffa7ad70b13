import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRow } from "../csv.ts";
import { parseAddress } from "./address.ts";
import { parseAvailability } from "./availability.ts";
import { cut, plainText } from "./plain-text.ts";
import { parsePrice } from "./price.ts";

describe("parsePrice", () => {
  it.each<[unknown, number, string | undefined]>([
    ["15.00 USD", 15, "USD"],
    ["USD 15.00", 15, "USD"],
    ["15,00 EUR", 15, "EUR"],
    ["1.234,50 eur", 1234.5, "EUR"],
    ["1,234.50 USD", 1234.5, "USD"],
    ["1 234,50 €", 1234.5, "EUR"],
    ["1'234.50 CHF", 1234.5, "CHF"],
    ["1,234 USD", 1234, "USD"],
    ["1.299 EUR", 1299, "EUR"],
    ["19.990 CLP", 19_990, "CLP"],
    ["1.250 KWD", 1.25, "KWD"],
    ["0.995 EUR", 0.995, "EUR"],
    ["1234.500 USD", 1234.5, "USD"],
    ["1.234", 1.234, "SEK"],
    ["1.234.567 EUR", 1_234_567, "EUR"],
    ["$9.99", 9.99, "USD"],
    ["1 299,00 kr", 1299, "SEK"],
    ["A$ 5.00", 5, "SEK"],
    ["CHF 12.-", 12, "CHF"],
    ["12,– €", 12, "EUR"],
    ["1.234,- EUR", 1234, "EUR"],
    ["₹1,00,000.50", 100_000.5, "INR"],
    ["Rs. 500", 500, "INR"],
    ["10,99 zł", 10.99, "PLN"],
    ["0", 0, "SEK"],
    [12.5, 12.5, "SEK"],
  ])("reads %j", (text, amount, currency) => {
    expect(parsePrice(text, "SEK")).toEqual({ amount, currency });
  });

  it.each([
    "",
    "free",
    "-1",
    "1e5",
    "EUR",
    "EUR 1 USD",
    "1..2",
    "1,2,3.4.5",
    "12.-.-",
    "5 apples",
    "10 %",
    NaN,
    -1,
    Infinity,
    null,
    true,
    "9".repeat(50),
  ])("takes %j for no price", (text) => {
    expect(parsePrice(text, undefined)).toBeNull();
  });

  it("gives an amount that is finite and not negative, or none", () => {
    const text = fc.string({
      unit: fc.constantFrom(..."0123456789.,' €EURUSD-+e".split("")),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (text) => {
        const amount = parsePrice(text, undefined)?.amount ?? 0;
        expect(amount >= 0 && amount < 1e12).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("parseAvailability", () => {
  it.each([
    ["in stock", "in_stock"],
    ["https://schema.org/InStock", "in_stock"],
    ["IN_STOCK", "in_stock"],
    ["3", "in_stock"],
    [0, "out_of_stock"],
    ["Sold out", "out_of_stock"],
    [false, "out_of_stock"],
    ["http://schema.org/PreOrder", "preorder"],
    ["back-order", "backorder"],
    ["onbackorder", "backorder"],
    ["schema:SoldOut", "out_of_stock"],
    ["mark_as_sold", "out_of_stock"],
    ["constructor", null],
    ["soon", null],
  ])("reads %j as %j", (value, meaning) => {
    expect(parseAvailability(value)).toBe(meaning);
  });
});

describe("plainText", () => {
  it.each([
    ["<p>Soft &amp; warm</p>", "Soft & warm"],
    ["&lt;p&gt;twice&lt;/p&gt;", "twice"],
    ["a &amp;amp;amp; b", "a & b"],
    ["5 < 6 > 4", "5 < 6 > 4"],
    ["a<script>alert(1)</script>b", "a b"],
    ["a<ScRiPt>never closed", "a"],
    ["<<b>b>", "< b>"],
    ["x<!-- <b> -->y", "xy"],
    ["<b>Shoe</b>, red (<i>new</i>)<br>and <em>light</em>.", "Shoe, red (new) and light."],
    ["<(<b>b>", "<(b>"],
    ["(<b><i>new</i></b>), <u>so <a href=x>they say</a></u>!", "(new), so they say!"],
    ["H<sub>2</sub>O<!-- water -->, 5 m<SUP class=x>2</SUP>", "H2O, 5 m2"],
    ["<p>Hello</p>.Net<b/><br/>(new)<article>!</article>", "Hello .Net (new) !"],
    ["5 <<b>b</b> 6 <<i></i>!-- 7", "5 < b 6 < !-- 7"],
    ["Size &lt;<b>M</b> and more", "Size < M and more"],
    ["&amp;lt;<i>b</i> &#60;<u>c</u> &#x3C<s>d</s>", "< b < c < d"],
    ["Tom&<b></b>lt;x y", "Tom& lt;x y"],
    ["AT&T<sup>2</sup>, caf&eacute;<b>s</b>", "AT&T2, cafés"],
    [
      "(<time>today</time>), <data value=1>one</data>. <my-tag>Caf&eacute;</my-tag>s",
      "(today), one. Cafés",
    ],
    ["<h2>Size</h2><ul><li>42<li>43</ul><table><tr><td>a<td>b</table>", "Size 42 43 a b"],
    ["<<b>!-- x", "< !-- x"],
    ["<img src=x onerror=alert(1)", ""],
    ["\u202Eevil\u0000 \n\t text", "evil text"],
    ["caf&eacute;&nbsp;&euro;", "café €"],
  ])("makes of %j %j", (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it("loses no word to markup that parts of it make only together", () => {
    const mark = fc.constantFrom(
      "<",
      "&lt;",
      "&lt",
      "&#60;",
      "&amp;lt;",
      "&",
      "&l",
      "&#",
      "&#6",
      "&#x3",
      "(",
    );
    const tag = fc.constantFrom("<b>", "</i>", "<p>", "<!-- x -->", "<my-tag>", "<br/>");
    fc.assert(
      fc.property(
        mark,
        tag,
        fc.constantFrom("word", "t;word", "0;word", "c;word", "!word"),
        (before, between, after) => {
          expect(plainText(`${before}${between}${after} end`)).toContain("word end");
        },
      ),
    );
  });

  it("never leaves markup, however it was hidden", () => {
    const scrap = fc.constantFrom(
      "<",
      ">",
      "&lt;",
      "&gt;",
      "&amp;",
      "lt;",
      "script",
      "/",
      "!",
      "(",
      "b",
      "p",
      " ",
      "!--",
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 25 }), (scraps) => {
        const text = plainText(scraps.join(""));
        expect(text).not.toMatch(/<[a-z!/?]/i);
        expect(text).toBe(text.trim());
      }),
      { seed: 2, numRuns: 1_000 },
    );
  });

  it("takes as long for hostile text as for any", () => {
    for (const text of [
      "<".repeat(20_000),
      "<a".repeat(10_000),
      "<script>".repeat(3_000),
      "&lt;".repeat(9_000),
    ]) {
      expect(plainText(text)).not.toMatch(/<[a-z]/);
    }
  });
});

describe("cut", () => {
  it("halves no character", () => {
    expect(cut("ab😀", 3)).toBe("ab");
    expect(cut("ab😀", 4)).toBe("ab😀");
  });
});

describe("parseAddress", () => {
  it("completes relative links and keeps to http", () => {
    expect(parseAddress("/p/1", "https://shop.example")).toBe("https://shop.example/p/1");
    expect(parseAddress("https://shop.example/ü", undefined)).toBe("https://shop.example/%C3%BC");
    for (const text of [
      "/p/1",
      "javascript:alert(1)",
      " java\nscript:x",
      "data:,x",
      "https://a:b@c.d/",
    ]) {
      expect(parseAddress(text, undefined), text).toBeNull();
    }
  });
});

describe("csvRow", () => {
  it("gives a spreadsheet nothing to run", () => {
    expect(csvRow(["=1+1", "+1", "-1", "@x", "\tx", 5, -5, undefined, 'a "b", c'])).toBe(
      `"'=1+1","'+1","'-1","'@x","'\tx",5,-5,,"a ""b"", c"\r\n`,
    );
  });
});
