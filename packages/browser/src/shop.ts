/**
 * The script tag `nextmove.shop.js`: all that a shop needs whose pages are tagged for Google
 * Analytics already. It follows the page's consent dialogue and its dataLayer, asks Google's tag for
 * the visitor's names, and works the elements with `data-nextmove-` attributes.
 */
import { attachConsent } from "./consent-sources/index.ts";
import { attachDataLayer } from "./datalayer/index.ts";
import { gaTag } from "./ga/index.ts";
import { attachImpressions } from "./impressions/index.ts";
import { attachRecommendations } from "./recommendations/index.ts";
import { startScript } from "./script-tag/start.ts";
import { attachSlots } from "./slots/index.ts";

startScript(
  (nextmove) => {
    attachConsent(nextmove);
    attachDataLayer(nextmove);
    attachImpressions(nextmove);
    attachRecommendations(nextmove);
    attachSlots(nextmove);
  },
  (options) => ({ ...options, ga: gaTag(options.ga) }),
);
