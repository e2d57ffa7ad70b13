import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemsOf, readPieces, readWhole } from "../read-whole.fake.ts";

const feed = (product: string) =>
  `<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>a</g:id>${product}</item></channel></rss>`;

describe("HTML that is not escaped in a text of an XML feed", () => {
  it.each<[string, string, Record<string, unknown>]>([
    [
      "parts and words",
      "<g:title><b>Raw Shoe</b>, <p>text</p></g:title>",
      { title: "Raw Shoe, text" },
    ],
    [
      "what stands between",
      "<title>A</title><description>One <b>t<i>w</i>o</b><br/>three<ul><li>4</li><li>5</li></ul> six</description>",
      { title: "A", description: "One two three 4 5 six" },
    ],
    [
      "Atom's XHTML",
      '<title>A</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><section>2 &lt; 3</section></div></content>',
      { title: "A", description: "One 2 < 3" },
    ],
    [
      "addresses and code",
      '<title>A<img src="https://x.example/"/></title><description>see <a href="https://x.example/">x</a><style>p {}</style><![CDATA[<b>!</b>]]></description>',
      { title: "A", description: "see x !" },
    ],
    [
      "but for what a feed calls so, too",
      "<title>A</title><attributes><style>Boho</style><colour>red</colour></attributes>",
      { title: "A", attributes: { "attributes.style": "Boho", "attributes.colour": "red" } },
    ],
    [
      "in a list and an attribute",
      "<title>A</title><g:product_type><em>Home</em> &gt; Shoes</g:product_type><g:product_highlight><b>warm</b></g:product_highlight>",
      { title: "A", category: ["Home", "Shoes"], attributes: { product_highlight: "warm" } },
    ],
  ])("is read as a browser shows it: %s", (_, product, expected) => {
    const [item] = itemsOf(feed(product));
    expect(item).toEqual({
      id: "a",
      availability: "in_stock",
      ...expected,
      ...("product_type" in (item ?? {}) && { product_type: "Home > Shoes" }),
    });
  });

  it("leaves a feed's own nested elements as they are", () => {
    const product =
      "<title>A</title><g:shipping><g:country>SE</g:country><g:price>5 EUR</g:price></g:shipping>" +
      "<price><amount>7</amount><currency>EUR</currency></price><brand><name>B</name></brand>" +
      "<images><img>https://shop.example/a.jpg</img></images>";
    expect(itemsOf(feed(product))).toEqual([
      {
        id: "a",
        title: "A",
        availability: "in_stock",
        price: { amount: 7, currency: "EUR" },
        brand: "B",
        attributes: {
          "shipping.country": "SE",
          "shipping.price": "5 EUR",
          "images.img": "https://shop.example/a.jpg",
        },
      },
    ]);
  });

  it("is the same however the document is cut", () => {
    const bytes = new TextEncoder().encode(
      feed(
        `<title>A <b>ü</b>-<i>c</i></title><description>${"<p>x<b>y</b></p>".repeat(2_000)}</description>`,
      ),
    );
    const whole = readWhole(bytes);
    expect(whole.entries).toMatchObject([{ item: { title: "A ü-c" } }]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 }), (places) => {
        const ends = [...places, bytes.length].sort((left, right) => left - right);
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        expect(readPieces(pieces)).toEqual(whole);
      }),
      { seed: 10, numRuns: 30 },
    );
  });
});
