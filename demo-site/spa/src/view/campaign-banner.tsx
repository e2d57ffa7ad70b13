import { useDecision, useReward } from "@nextmove/react";
import { CAMPAIGNS } from "../../../public/js/decisions/campaigns.js";
import { Link } from "../router.tsx";

const ACTIONS = Object.keys(CAMPAIGNS);

/** One of the shop's campaigns, decided for this visitor. */
export function CampaignBanner() {
  const { decision, pending, ref } = useDecision({
    case: "shop",
    actions: ACTIONS,
    fallback: ["new_arrivals"],
  });
  const reward = useReward({ decision });
  const campaign = CAMPAIGNS[decision?.action ?? ""];
  return (
    <section
      className="banner"
      id="banner"
      aria-label="Campaign"
      aria-busy={pending}
      data-action={decision?.action}
      data-source={decision?.source}
    >
      {campaign && (
        <>
          <div className="banner-text" ref={ref}>
            <p className="eyebrow">{campaign.eyebrow}</p>
            <h1>{campaign.title}</h1>
            <p>{campaign.text}</p>
            <Link
              to={campaign.href}
              className="button"
              onClick={() => reward({ event_type: "click" })}
            >
              {campaign.button}
            </Link>
          </div>
          <img
            src={`/pictures/campaigns/${decision?.action}.svg`}
            alt=""
            width="640"
            height="420"
          />
        </>
      )}
    </section>
  );
}
