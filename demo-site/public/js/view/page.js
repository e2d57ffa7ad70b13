// @ts-check
import { startConsent } from "../decisions/consent.js";
import { describeVisitor } from "../decisions/visitor.js";
import { startPanel } from "../panel/panel.js";
import { noteView } from "../shop/interests.js";
import { renderFooter } from "./footer.js";
import { renderHeader } from "./header.js";

/**
 * What every page of the shop does. Consent comes first, then what is known of the visitor, so that
 * decisions the page asks for afterwards rest on both.
 * @param {{ shelf?: string, query?: string, viewed?: string }} [page]
 */
export function startPage({ shelf = "", query = "", viewed } = {}) {
  renderHeader({ shelf, query });
  const consent = startConsent();
  renderFooter({ onPrivacy: consent.ask });
  if (viewed !== undefined) noteView(viewed);
  describeVisitor();
  startPanel();
}
