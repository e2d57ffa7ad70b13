// @ts-check

const EURO = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

/** @param {number} cents */
export const euros = (cents) => EURO.format(cents / 100);
