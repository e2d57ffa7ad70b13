import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** What zod calls a type -> what a client calls it. */
const NAMES: Record<string, string> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  nan: "no number",
  null: "null",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "a text",
};
const named = (type: string): string => NAMES[type.toLowerCase()] ?? type;

/** zod says what it received in its message only. */
const RECEIVED = /, received (-?\w+)$/;

const wrongType = (expected: string, message: string): string => {
  const received = RECEIVED.exec(message)?.[1] ?? "something else";
  if (received === "undefined") return `is missing; it must be ${named(expected)}`;
  return expected === "int" && received === "number"
    ? "must be a whole number"
    : `must be ${named(expected)}, and is ${named(received)}`;
};

/** What a bound counts, by what zod says it is of. */
const UNITS: Record<string, string> = { string: " characters", array: " items" };

const outOfBounds = (bound: string, limit: number | bigint, origin: string): string => {
  const unit = UNITS[origin];
  return `must ${unit ? "have" : "be"} ${bound} ${limit}${unit ?? ""}`;
};

/** What is wrong with a field, for whoever wrote the request: zod's own words speak to whoever wrote the schema. */
export const issueMessage = (issue: Issue): string => {
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected, issue.message);
    case "too_big":
      return outOfBounds(
        issue.inclusive === false ? "less than" : "at most",
        issue.maximum,
        issue.origin,
      );
    case "too_small":
      return outOfBounds(
        issue.inclusive === false ? "more than" : "at least",
        issue.minimum,
        issue.origin,
      );
    case "invalid_value":
      return `must be ${issue.values.map(String).join(" or ")}`;
    case "invalid_union": {
      const kinds = issue.inclusive === false ? [] : (issue.options ?? []);
      return kinds.length > 0 ? `must be ${kinds.map(String).join(" or ")}` : issue.message;
    }
    case "invalid_key": {
      const [first] = issue.issues;
      return first ? `has a name that ${issueMessage(first)}` : issue.message;
    }
    case "unrecognized_keys":
      return "is not known here; is it misspelled?";
    default:
      return issue.message;
  }
};
