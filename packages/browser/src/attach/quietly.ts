/**
 * The error boundary of what is attached to a page: runs as if nothing had happened when it throws.
 * There is nobody to tell: the caller is the page, its dialogue or its tag manager.
 */
export function quietly<Parameters extends readonly unknown[]>(
  run: (...parameters: Parameters) => void,
): (...parameters: Parameters) => void {
  return (...parameters) => {
    try {
      run(...parameters);
    } catch {
      // The page goes on.
    }
  };
}
