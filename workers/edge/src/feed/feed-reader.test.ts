import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FeedReader } from "./feed-reader.ts";
import { OPTIONS, readPieces, readWhole } from "./read-whole.fake.ts";

/** A document of each format, with something wrong in it. */
const DOCUMENTS: Record<string, string> = {
  xml: `<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shöp</title>
<item><g:id>a</g:id><title>Grüße &amp; &lt;b&gt;mehr&lt;/b&gt;</title><g:price>1,50 EUR</g:price></item>
<item><g:id>b</g:id><g:price>free</g:price></item>
<item><title>no id</title></item>
<item><g:id>c</item>
<item><g:id>d</g:id><description><![CDATA[<p>long</p>]]></description></item>
</channel></rss>`,
  csv: `id;title;price\r\na;"Größe ""M"";\nL";1,50\r\n;none;1\r\nb;"open;2\r\nc;x;y;z\r\nd;ok;3\r\n`,
  ndjson: `{"id":"a","title":"Grüße \\"x\\""}\n\n{"id":}\n[1]\n{"id":"b","price":"x"}\n{"id":"c","title":"z"}`,
  json: `{"shop":{"items":[1,"]"]},"products":[{"id":"a","title":"}]{["},{"id":1,},7,{"title":"ü"}],"next":null}`,
};
const encoder = new TextEncoder();

/** Cuts bytes at the given places. */
const cutAt = (bytes: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (left, right) => left - right,
  );
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
};

describe("FeedReader", () => {
  it.each(Object.entries(DOCUMENTS))("reads %s the same however it is cut", (format, document) => {
    const bytes = encoder.encode(document);
    const whole = readWhole(bytes);
    expect(whole.format).toBe(format);
    expect(whole.entries.length).toBeGreaterThan(1);
    expect(whole.rejected.length).toBeGreaterThan(1);
    const everyByte = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(readPieces(everyByte)).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), (places) => {
        expect(readPieces(cutAt(bytes, places))).toEqual(whole);
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it("reads a document of several pieces' length the same however it is cut", () => {
    const product = (n: number) => `{"id":"${n}","title":"${"ü".repeat(n % 90)}"}`;
    const bytes = encoder.encode(`[${Array.from({ length: 1_500 }, (_, n) => product(n)).join()}]`);
    const whole = readWhole(bytes);
    expect(whole.entries).toHaveLength(1_500);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 30 }), (places) => {
        expect(readPieces(cutAt(bytes, places))).toEqual(whole);
      }),
      { seed: 5, numRuns: 2 },
    );
  });

  it("gives out the variants of a product some at a time, in the order of the document", () => {
    const variants = Array.from({ length: 5_000 }, (_, n) => ({ id: `v${n}` }));
    const products = [{ id: "before" }, { id: "p", title: "P", variants }, 7, { id: "behind" }];
    const reader = new FeedReader(OPTIONS);
    const bytes = encoder.encode(JSON.stringify(products));
    const shares = [...reader.write(bytes), ...reader.end()];
    expect(Math.max(...shares.map(({ length }) => length))).toBeLessThan(300);
    const ids = shares
      .flat()
      .map((each) => each.ok && each.entry.op === "put" && each.entry.item.id);
    expect(ids).toEqual(["before", ...variants.map(({ id }) => id), false, "behind"]);
  });

  it("gives every product of a table one outcome, whatever its cells hold", () => {
    const cell = fc.oneof(
      fc.constantFrom("", "a", "15.00 EUR", "in stock", "=1+1", "javascript:alert(1)", "\u0000"),
      fc.string({
        unit: fc.constantFrom(...'",;|\n\r\t <&=aü\u0000\uFEFF'.split("")),
        maxLength: 20,
      }),
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = fc.array(fc.tuple(fc.constantFrom("1", "2", ""), cell, cell, cell), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom(",", ";", "\t", "|"), (rows, delimiter) => {
        const lines = [["id", "title", "price", "link"], ...rows].map((row) =>
          row.map(quoted).join(delimiter),
        );
        const { outcomes, broken } = readWhole(lines.join("\n"), { format: "csv" });
        expect(broken).toBeUndefined();
        const notEmpty = rows.filter((row) => row.some((each) => each.trim() !== ""));
        expect(outcomes.length).toBe(notEmpty.length);
      }),
      { seed: 6, numRuns: 40 },
    );
  });

  it("gives every element of a list one outcome, whatever it is", () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({ id: fc.jsonValue(), title: fc.jsonValue(), price: fc.jsonValue() }),
    );
    // What stands for several products, or none, is counted by these.
    const isOne = (each: unknown) =>
      !/"(?:variants|hasVariant|@type|item)"/.test(JSON.stringify(each));
    const values = fc.array(value.filter(isOne), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(values, fc.boolean(), (values, isLines) => {
        const texts = values.map((each) => JSON.stringify(each));
        const document = isLines ? texts.join("\n") : `[${texts.join(",")}]`;
        const { outcomes, broken } = readWhole(document, { format: isLines ? "ndjson" : "json" });
        expect(broken).toBeUndefined();
        expect(outcomes.length).toBe(values.length);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it("survives any bytes in any format", () => {
    const format = fc.constantFrom("xml", "csv", "tsv", "json", "ndjson", undefined);
    const scrap = fc.constantFrom(...Object.values(DOCUMENTS), "<item>", "&#0;", '"', "{[", "]]>");
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .tuple(
          scrap,
          fc.nat(),
          fc.string({
            unit: fc.constantFrom(..."<>&\"'{}[],:;\\\n\u0000ü".split("")),
            maxLength: 4,
          }),
        )
        .map(([text, at, noise]) => {
          const place = at % (text.length + 1);
          return encoder.encode(text.slice(0, place) + noise + text.slice(place + noise.length));
        }),
    );
    fc.assert(
      fc.property(bytes, format, (bytes, format) => {
        const whole = readWhole(bytes, format === undefined ? {} : { format });
        expect(whole.entries.length + whole.rejected.length).toBe(whole.outcomes.length);
        expect(JSON.stringify(whole.entries)).not.toMatch(/<[a-z!/?]|"link":"(?!https?:)/i);
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it("reads other encodings by their mark, their declaration or their content type", () => {
    const latin = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));
    const utf16 = Uint8Array.from(
      "\uFEFFid,title\n1,Größe".split("").flatMap((each) => [each.charCodeAt(0), 0]),
    );
    utf16.set([0xff, 0xfe]);
    const declared = `<?xml version="1.0" encoding="ISO-8859-1"?><r><item><id>1</id><title>Größe</title></item></r>`;
    const documents: [Uint8Array, string][] = [
      [utf16, ""],
      [latin(declared), ""],
      [latin("id,title\n1,Größe"), "text/csv; charset=windows-1252"],
      [encoder.encode("\uFEFFid,title\n1,Größe"), ""],
    ];
    for (const [bytes, contentType] of documents) {
      expect(readWhole(bytes, { contentType }).entries).toMatchObject([
        { item: { id: "1", title: "Größe" } },
      ]);
    }
    expect(readWhole(latin("id,title\n1,Größe\nö,b")).warnings).toEqual([[2, "bad_encoding"]]);
    expect(readWhole(latin("id,title\nö,b")).rejected).toEqual([[2, "bad_encoding"]]);
    expect(readWhole("id\n1", { contentType: "text/csv; charset=x" }).broken).toEqual({
      line: 1,
      code: "bad_encoding",
    });
  });

  it("goes by the document where the content type is wrong", () => {
    expect(readWhole(DOCUMENTS["xml"] ?? "", { contentType: "text/csv" }).format).toBe("xml");
    expect(readWhole(DOCUMENTS["csv"] ?? "", { contentType: "application/json" }).format).toBe(
      "csv",
    );
    expect(readWhole("id\ttitle\n1\ta\n", { contentType: "text/csv" }).format).toBe("tsv");
    expect(readWhole('{"id":"1"}\n{"id":"2"}', { contentType: "application/json" }).format).toBe(
      "ndjson",
    );
  });

  it("drops what is longer than a product may be, and goes on behind it", () => {
    const long = "x".repeat(1_200_000);
    expect(readWhole(`{"id":"1"}\n{"id":"${long}"}\n{"id":"2"}`)).toMatchObject({
      entries: [{ item: { id: "1" } }, { item: { id: "2" } }],
      rejected: [[2, "too_long"]],
    });
    expect(readWhole(`[{"id":"1"},{"id":"${long}"},{"id":"2"}]`)).toMatchObject({
      entries: [{ item: { id: "1" } }, { item: { id: "2" } }],
      rejected: [[1, "too_long"]],
    });
    expect(readWhole(`id,title\n1,a\n2,${long}\n3,b`)).toMatchObject({
      entries: [{ item: { id: "1" } }, { item: { id: "3" } }],
      rejected: [[3, "csv_syntax"]],
    });
    expect(readWhole(`<r><item><id>1</id></item><item><id>${long}`)).toMatchObject({
      entries: [{ item: { id: "1" } }],
      rejected: [[1, "too_long"]],
      broken: { code: "too_long" },
    });
  });

  it("takes time linear in the length of a table", () => {
    // Quadratic time would outlast the test by far. Each of these lines leaves a quote open for ever...
    const lines = 200_000;
    const { rejected } = readWhole(`id,title\n${'X",",\n'.repeat(lines)}`);
    expect(rejected.length).toBe(lines);
    // ... and each of these is a row of which nearly all is left out.
    const { outcomes } = readWhole(`id,${"a,".repeat(100_000)}\n${"x\n".repeat(lines)}`);
    expect(outcomes.length).toBe(lines);
    // Before each of these the header is looked for.
    expect(readWhole(`${"#\r".repeat(lines)}id,title\ra,one\r`).entries.length).toBe(1);
  });

  it("goes by the header alone for the delimiter, whatever ends its line", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const table = ["#made by, with, for, all", "id;title", "a;one, two, three, four", ""].join(
        end,
      );
      expect(readWhole(table), JSON.stringify(end)).toMatchObject({
        rejected: [],
        entries: [{ item: { id: "a", title: "one, two, three, four" } }],
      });
    }
  });

  it("looks for the header behind blank lines and comments, and keeps to the delimiter it was told", () => {
    const expected = { rejected: [], entries: [{ item: { id: "a", title: "A" } }] };
    for (const before of ["", "\n", "\r\n \r\n", "#a,b,c\n\n", "sep=;\n"]) {
      const sniffed = readWhole(`${before}id;title\na;A\n`);
      expect(sniffed, before).toMatchObject(expected);
      const told = readWhole(`${before}id|title|;|;|;\na|A\n`, { delimiter: "|" });
      expect(told, before).toMatchObject(expected);
    }
    expect(readWhole(",,\nid;title\na;A\n")).toMatchObject(expected);
  });

  it("loses one line to a quote that is never closed, and reads rows of several lines far behind it", () => {
    const plain = 180_000;
    const { entries, rejected } = readWhole(
      `id,title\nX,"open\n${"c,one\n".repeat(plain)}d,"of\ntwo"\n`,
    );
    expect(rejected).toEqual([[2, "csv_syntax"]]);
    expect(entries.length).toBe(plain + 1);
    expect(entries.at(-1)).toMatchObject({ item: { id: "d", title: "of two" } });
  });
});
