import { logThrown } from "./failure-of.ts";

/**
 * An answer's body, made as fast as it is read. An error, which is logged, cuts the connection: the reader must
 * not take half for the whole.
 */
export const streamText = (
  texts: AsyncGenerator<string, void>,
  requestId: string,
): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next().catch((error: unknown) => {
        throw logThrown(error, requestId);
      });
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return();
    },
  });
};
