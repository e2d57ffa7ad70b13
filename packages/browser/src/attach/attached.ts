/**
 * What is attached to the page, or nothing where there is none (on a server that renders it) or
 * where it lacks what is needed. Returns what stops it.
 */
export function attached(attach: () => () => void): () => void {
  try {
    return attach();
  } catch {
    return () => {};
  }
}
