/** What a visitor's order comes to, for the reports of the test cycle. */
export interface Statement {
  visitor: string;
  order: string;
  /** False: the order is another visitor's. */
  counts: boolean;
  /** Net; null when nobody named a sum. */
  amount: number | null;
  /** What was given back of it: not in the amount any more. */
  returned: number;
  currency: string | null;
  at: number;
  /** Of two statements of one order and visitor the one with the higher number is the later. */
  revision: number;
}
