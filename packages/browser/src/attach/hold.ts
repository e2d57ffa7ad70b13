/** For the page's own styles: the place shows what it will show. */
const READY = "data-nextmove-ready";

/** Makes a place invisible where it is, without moving anything. Returns what releases it. */
export function hold(place: HTMLElement): () => void {
  const { visibility } = place.style;
  place.style.visibility = "hidden";
  place.removeAttribute(READY);
  return () => {
    place.style.visibility = visibility;
    place.setAttribute(READY, "");
  };
}
