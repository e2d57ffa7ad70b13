/** The script tag `nextmove.js`. */
import { startScript } from "./script-tag/start.ts";

startScript();
