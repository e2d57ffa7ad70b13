import { failure, type Failure } from "../../../http/problems.ts";
import type { Upload } from "./uploads.ts";
import type { Totals } from "../../../feed/taking/calls.ts";

/** A replacement that leaves less than this of the catalogue is more likely a broken export. */
const SMALLEST_SHARE = 0.5;
/** More rejected products than this are more likely a broken export. */
const REJECTED_SHARE = 0.1;

/** The catalogue before and after a replacement, in items. */
interface Sizes {
  before: number;
  after: number;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const verdictOfUpdate = ({ received, accepted, broken }: Totals): Failure | null => {
  if (broken) {
    const message = `${broken.message} (line ${broken.line}); what came before was applied`;
    return failure("feed_broken", message);
  }
  if (accepted > 0) return null;
  const message = received > 0 ? "every line was rejected" : "there is no product in it";
  return failure("feed_rejected", message);
};

const verdictOfReplacement = (
  totals: Totals,
  { before, after }: Sizes,
  isForced: boolean,
): Failure | null => {
  const { received, accepted, rejected, broken } = totals;
  if (broken && !(isForced && accepted > 0)) {
    return failure("feed_broken", `${broken.message} (line ${broken.line})`);
  }
  // An empty export is a broken one, even if it is forced: no shop means to sell nothing.
  if (accepted === 0) {
    const message = received > 0 ? "every product was rejected" : "there is no product in it";
    return failure("feed_rejected", message);
  }
  if (isForced) return null;
  // Of the first feed, too: what is taken today while somebody looks would be refused every night after.
  if (rejected > received * REJECTED_SHARE) {
    const share = percent(rejected / received);
    return failure(
      "too_many_rejected",
      `${share} of the products were rejected; ?force=true if that is right`,
    );
  }
  if (after < before * SMALLEST_SHARE) {
    const message = `${after} products would replace ${before}; ?force=true if that is right`;
    return failure("suspicious_shrink", message);
  }
  return null;
};

/** Why a feed is not taken, or null. An update has been applied as far as it was read. */
export const verdictOn = (
  { kind }: Pick<Upload, "kind">,
  totals: Totals,
  sizes: Sizes,
  isForced: boolean,
): Failure | null => {
  if (kind === "update") return verdictOfUpdate(totals);
  return verdictOfReplacement(totals, sizes, isForced);
};
