/** The value of Google Analytics' cookie: version, labels of its domain, and the client's id. */
const GA_COOKIE = /^GA1\.[\d-]+\.(\d+\.\d+)$/;

/** Who a tracking id is of: Google Analytics' cookie and the client id in it are the same visitor. */
export const visitorOf = (userTrackingId: string): string =>
  GA_COOKIE.exec(userTrackingId)?.[1] ?? userTrackingId;
