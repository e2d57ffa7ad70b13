import { type Finding, info, warning } from "./finding.ts";

const TEST_NAME = "nextmove_check";

/** What cookies this page has, and can have. */
export interface CookieFacts {
  /** `document.cookie` */
  readonly cookies: string;
  /** Domain a cookie can be set on, empty for the host alone; undefined when none is taken. */
  readonly domain: string | undefined;
}

export const probeCookies = (): CookieFacts => ({
  cookies: document.cookie,
  domain: probeDomain(location.hostname),
});

/** The widest domain the browser takes a cookie for; only it knows the public suffixes. */
function probeDomain(hostname: string): string | undefined {
  const labels = hostname.split(".");
  const domains = labels.map((_, index) => labels.slice(index).join("."));
  return [...domains.reverse().slice(1), ""].find((domain) => {
    const where = `; path=/; SameSite=Lax${domain && `; domain=${domain}`}`;
    document.cookie = `${TEST_NAME}=1${where}`;
    const taken = document.cookie.includes(`${TEST_NAME}=1`);
    document.cookie = `${TEST_NAME}=; max-age=0${where}`;
    return taken;
  });
}

export const cookieFindings = ({ cookies, domain }: CookieFacts): readonly Finding[] => [
  domain === undefined
    ? warning("cookies_blocked", "Cookies are blocked: visitors are known on this origin only.")
    : info("cookies_work", `Cookies can be set on ${domain || "this host"}.`),
  ...(cookies.match(/(^|; )_ga=/g)?.[1]
    ? [
        warning(
          "ga_twice",
          "Google Analytics has several ids here: that of the widest domain counts.",
        ),
      ]
    : []),
  info("ga", `Google Analytics has ${/(^|; )\S*_ga=/.test(cookies) ? "an" : "no"} id here.`),
];
