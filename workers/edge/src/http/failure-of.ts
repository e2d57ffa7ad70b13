import { failure, type Failure } from "./problems.ts";

/** An object that is overloaded or was just moved says so on the error; the same request may work soon. */
const isPassing = (error: Error & { overloaded?: unknown; retryable?: unknown }): boolean =>
  error.overloaded === true || error.retryable === true;

/** What to answer when something was thrown, which is logged: an object that is away, or a bug. */
export const failureOf = (error: unknown, requestId: string): Failure => {
  const thrown = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ request: requestId, error: thrown.stack }));
  return isPassing(thrown)
    ? failure("overloaded", "send it again in a moment")
    : failure("internal", "something went wrong on our side");
};
