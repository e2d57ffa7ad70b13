/** False while the parser may still be within the element: more of its content may come. */
export function isComplete(element: Element): boolean {
  if (document.readyState !== "loading") return true;
  for (let node: Node | null = element; node; node = node.parentNode) {
    if (node.nextSibling) return true;
  }
  return false;
}
