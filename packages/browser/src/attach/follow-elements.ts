import { quietly } from "./quietly.ts";

/**
 * Calls `found` with every element of the page that carries the attribute: those that are there,
 * those that come later, and those whose attribute changes its value.
 * Returns what stops it.
 */
export function followElements(
  attribute: string,
  found: (element: HTMLElement) => void,
): () => void {
  const selector = `[${attribute}]`;
  const each = quietly(found);
  const take = (element: Element) => {
    if (element instanceof HTMLElement && element.matches(selector)) each(element);
  };
  const scan = (root: ParentNode) => root.querySelectorAll(selector).forEach(take);

  const observer = new MutationObserver(
    quietly((changes: readonly MutationRecord[]) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "attributes" && target instanceof Element) take(target);
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          take(node);
          scan(node);
        }
      }
    }),
  );
  observer.observe(document, { childList: true, subtree: true, attributeFilter: [attribute] });
  scan(document);
  return () => observer.disconnect();
}
