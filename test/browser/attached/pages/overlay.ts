import { showOverlay } from "../../../../packages/browser/src/overlay/index.ts";
import { recorder } from "./recorder.ts";

declare global {
  interface Window {
    showAgain: () => () => void;
  }
}
window.showAgain = () => showOverlay(recorder);
window.stopAttached = window.showAgain();
