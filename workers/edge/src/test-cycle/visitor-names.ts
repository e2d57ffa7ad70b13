import { visitorOf } from "@nextmove/contract";

/** The alias that a tracking id may be: Google Analytics' id of the visitor. */
export const TRACKING_ALIAS = "ga_client_id";

/** All names that the test cycle may know a consumer by. */
export const visitorNames = (
  consumer: string,
  aliases: Readonly<Record<string, string>>,
): string[] => {
  const alias = aliases[TRACKING_ALIAS];
  return [
    ...new Set([consumer, visitorOf(consumer), ...(alias === undefined ? [] : [visitorOf(alias)])]),
  ];
};
