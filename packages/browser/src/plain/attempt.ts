/** The result, or undefined when it throws: the browser forbids what is asked, or does not have it. */
export function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
