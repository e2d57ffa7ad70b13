import { expect, it } from "vitest";
import { z } from "zod";
import { issueMessage } from "./issue-message.ts";

const schema = z.strictObject({
  text: z.string().min(2).max(3).optional(),
  number: z.number().min(0).max(1).optional(),
  whole: z.int().optional(),
  list: z.array(z.string()).max(1).optional(),
  object: z.record(z.string().min(1), z.boolean()).optional(),
  choice: z.enum(["auto", "never"]).optional(),
  own: z
    .string()
    .refine((text) => text !== "bad", "must be good")
    .optional(),
});
const missing = z.object({ value: z.number() });

const messageFor = (value: unknown, of: z.ZodType = schema): string | undefined => {
  const [issue] = of.safeParse(value).error?.issues ?? [];
  return issue && issueMessage(issue);
};

it.each([
  [{ text: 5 }, "must be a text, and is a number"],
  [{ text: null }, "must be a text, and is null"],
  [{ text: "a" }, "must have at least 2 characters"],
  [{ text: "abcd" }, "must have at most 3 characters"],
  [{ number: "1" }, "must be a number, and is a text"],
  [{ number: Number.NaN }, "must be a number, and is no number"],
  [{ number: Number.NEGATIVE_INFINITY }, "must be a number, and is -Infinity"],
  [{ number: 2 }, "must be at most 1"],
  [{ number: -1 }, "must be at least 0"],
  [{ whole: 1.5 }, "must be a whole number"],
  [{ list: "a" }, "must be a list, and is a text"],
  [{ list: ["a", "b"] }, "must have at most 1 items"],
  [{ object: [] }, "must be an object, and is a list"],
  [{ object: { a: "yes" } }, "must be true or false, and is a text"],
  [{ object: { "": true } }, "has a name that must have at least 1 characters"],
  [{ choice: "always" }, "must be auto or never"],
  [{ own: "bad" }, "must be good"],
  [{ other: 1 }, "is not known here; is it misspelled?"],
  ["text", "must be an object, and is a text"],
])("says of %j that it %s", (value, message) => {
  expect(messageFor(value)).toBe(message);
});

it("says which kinds there are", () => {
  const kinds = z.discriminatedUnion("type", [
    z.object({ type: z.literal("order") }),
    z.object({ type: z.literal("refund") }),
  ]);
  expect(messageFor({ type: "ordr" }, kinds)).toBe("must be order or refund");
  expect(messageFor({}, kinds)).toBe("must be order or refund");
});

it("says what is missing, and what it must be", () => {
  expect(messageFor({}, missing)).toBe("is missing; it must be a number");
});
