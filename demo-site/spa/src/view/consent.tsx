import { useNextmove } from "@nextmove/react";
import { keepInterests } from "../../../public/js/shop/interests.js";
import { storeConsent } from "../../../public/js/shop/stored-consent.js";

export function Consent({ onAnswer }: { readonly onAnswer: () => void }) {
  const nextmove = useNextmove();
  const answer = (state: "granted" | "denied") => {
    storeConsent(state);
    keepInterests(state === "granted");
    nextmove.consent(state, "banner");
    onAnswer();
  };
  return (
    <section className="consent" aria-label="Privacy choices">
      <p>
        May we remember your visit on this device, to show offers that suit you? No names, no third
        parties. <a href="/service#privacy">What we remember</a>
      </p>
      <div>
        <button className="button quiet" data-consent="denied" onClick={() => answer("denied")}>
          Decline
        </button>
        <button className="button" data-consent="granted" onClick={() => answer("granted")}>
          Accept
        </button>
      </div>
    </section>
  );
}
