/** What names a campaign, or a click on an advertisement, in the address of a landing page. */
const NAMED = /\b(utm_\w+|gclid|gbraid|wbraid)=[^&#]*/g;

/** The campaign in an address, as a text that is the same for the same campaign; else undefined. */
export const campaignName = (url: string): string | undefined => url.match(NAMED)?.join("&");
