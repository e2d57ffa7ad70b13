import type { Ledger } from "./ledger.ts";
import type { Visitor } from "./visitor.ts";

// Maps, because names come from browsers: `__proto__` is one of them.

/** The row's text. */
export const printVisitor = ({ ledgers, ...rest }: Visitor): string =>
  JSON.stringify({
    ...rest,
    ledgers: Object.fromEntries(
      [...ledgers].map(([caseId, tabs]) => [caseId, Object.fromEntries(tabs)]),
    ),
  });

/** What `printVisitor` wrote; the table has no other writer. */
export const parseVisitor = (text: string): Visitor => {
  const body: Omit<Visitor, "ledgers"> & { ledgers: Record<string, Record<string, Ledger>> } =
    JSON.parse(text);
  const ledgers = Object.entries(body.ledgers).map(
    ([caseId, tabs]) => [caseId, new Map(Object.entries(tabs))] as const,
  );
  return { ...body, ledgers: new Map(ledgers) };
};
