import { failure, type Failure } from "./problems.ts";

type Thrown = Error & { overloaded?: unknown; retryable?: unknown; durableObjectReset?: unknown };

/**
 * What an object is made anew with that failed in the middle of a request. All whose calls it has get this,
 * and may send their requests again; the one that it failed for would only have it fail again.
 */
export const faultOf = (requestId: string, error: unknown): string =>
  `request ${requestId}: ${String(error)}`;

const isFaultOf = (requestId: string, { message }: Error): boolean =>
  message.includes(faultOf(requestId, ""));

/**
 * An object that is overloaded, was just moved or is made anew says so on the error; the same request may
 * work soon. https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
 */
const isPassing = ({ overloaded, retryable, durableObjectReset }: Thrown): boolean =>
  overloaded === true || retryable === true || durableObjectReset === true;

/** Says in the log what a request failed of. */
export const logThrown = (error: unknown, requestId: string): Error => {
  const thrown = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ request: requestId, error: thrown.stack }));
  return thrown;
};

/** What to answer when something was thrown, which is logged: an object that is away, or a bug. */
export const failureOf = (error: unknown, requestId: string): Failure => {
  const thrown = logThrown(error, requestId);
  return isPassing(thrown) && !isFaultOf(requestId, thrown)
    ? failure("overloaded", "send it again in a moment")
    : failure("internal", "something went wrong on our side");
};
