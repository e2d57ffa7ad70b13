import { attachImpressions } from "../../../../packages/browser/src/impressions/index.ts";
import { recorder } from "./recorder.ts";

window.stopAttached = attachImpressions(recorder);
