import { describe, expect, it } from "vitest";
import { noStorage } from "../../context/context.fake.ts";
import { createKept } from "../../consent/kept.ts";
import { createConsumerId } from "./consumer-id.ts";
import type { IdCookie } from "./id-cookie.ts";

function fakeCookie(
  stored?: string,
  accepts = true,
): IdCookie & { value: () => string | undefined } {
  let value = stored;
  return {
    value: () => value,
    readId: () => value,
    writeId(id) {
      if (accepts) value = id;
      return accepts;
    },
    discard() {
      value = undefined;
    },
  };
}

describe("createConsumerId", () => {
  const kept = () => createKept(noStorage, "", () => 0);

  it("is nobody before consent, not even with a cookie of an earlier page", () => {
    const consumer = createConsumerId(fakeCookie("earlier"), kept(), () => "new");
    consumer.follow(false);
    expect(consumer.current()).toBeUndefined();
  });

  it("is the visitor of the earlier page, once granted", () => {
    const consumer = createConsumerId(fakeCookie("earlier"), kept(), () => "new");
    consumer.follow(true);
    expect(consumer.current()).toBe("earlier");
  });

  it("makes and keeps an id for a new visitor", () => {
    const cookie = fakeCookie();
    const consumer = createConsumerId(cookie, kept(), () => "new");
    consumer.follow(true);
    expect(consumer.current()).toBe("new");
    expect(cookie.value()).toBe("new");
  });

  it("keeps the id elsewhere when cookies are blocked", () => {
    const storage = kept();
    const first = createConsumerId(fakeCookie(undefined, false), storage, () => "first");
    first.follow(true);
    expect(first.current()).toBe("first");
    const second = createConsumerId(fakeCookie(undefined, false), storage, () => "second");
    second.follow(true);
    expect(second.current()).toBe("first");
  });

  it("is another visitor after a withdrawal", () => {
    const cookie = fakeCookie("earlier");
    const consumer = createConsumerId(cookie, kept(), () => "new");
    consumer.follow(true);
    consumer.follow(false, true);
    expect(consumer.current()).toBeUndefined();
    expect(cookie.value()).toBeUndefined();
    consumer.follow(true);
    expect(consumer.current()).toBe("new");
  });
});
