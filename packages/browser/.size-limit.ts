/** File of dist/ -> the brotli bytes that it may have. */
const LIMITS = {
  "stub.js": 600,
  "nextmove.js": 9_000,
  "sizes/index.js": 9_000,
  "sizes/cookieless/index.js": 9_000,
  "sizes/tracker/index.js": 6_000,
  "sizes/datalayer/index.js": 2_000,
  "sizes/segment/index.js": 2_000,
  "sizes/consent-sources/index.js": 2_000,
  "sizes/impressions/index.js": 2_000,
  "sizes/visible/index.js": 2_000,
  "sizes/slots/index.js": 2_000,
  "sizes/recommendations/index.js": 2_000,
  "sizes/ga/index.js": 2_000,
  "sizes/test-cycle/index.js": 2_000,
  "sizes/check/index.js": 2_000,
};

export default Object.entries(LIMITS).map(([name, limit]) => ({
  name,
  path: `dist/${name}`,
  limit: `${limit} B`,
  brotli: true,
}));
