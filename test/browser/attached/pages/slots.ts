import { attachSlots } from "../../../../packages/browser/src/slots/index.ts";
import { recorder } from "./recorder.ts";

window.stopAttached = attachSlots(recorder);
