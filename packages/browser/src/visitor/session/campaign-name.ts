/**
 * What names a campaign, or a click on an advertisement, in the address of a landing page: as a text
 * that is the same for the same campaign; else undefined.
 */
export const campaignName = (url: string | undefined): string | undefined =>
  url?.match(/\b(utm_\w+|gclid|gbraid|wbraid)=[^&#]*/g)?.join("&");
