import type { FormEvent } from "react";

interface AddressFormProps {
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** The offer is not decided yet, so the price is not known. */
  readonly isWaiting: boolean;
  readonly total: string;
}

export function AddressForm({ onSubmit, isWaiting, total }: AddressFormProps) {
  return (
    <form id="order-form" onSubmit={onSubmit}>
      <fieldset>
        <legend>Where shall we send it?</legend>
        <label className="wide">
          Name <input name="name" autoComplete="name" required />
        </label>
        <label className="wide">
          Email <input name="email" type="email" autoComplete="email" required />
        </label>
        <label className="wide">
          Street and number <input name="street" autoComplete="street-address" required />
        </label>
        <label>
          Postcode <input name="postcode" autoComplete="postal-code" required />
        </label>
        <label>
          Town <input name="town" autoComplete="address-level2" required />
        </label>
      </fieldset>
      <p className="hint">
        This is a demonstration: nothing is charged or delivered, and what you type stays in your
        browser.
      </p>
      <button className="button big" id="place-order" disabled={isWaiting}>
        Place the order{isWaiting ? "" : `, ${total}`}
      </button>
    </form>
  );
}
