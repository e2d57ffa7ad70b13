/** Where the bytes of a feed come from: a body, a file in a form, a shop's answer. */
export interface FeedSource {
  contentType: string;
  chunks: AsyncIterable<Uint8Array>;
}
