// @ts-check
// A deed as a sentence.

/** @type {Record<string, string>} */
const WHO = { crew: "notes.who-crew", instructor: "notes.who-instructor", system: "notes.who-system" };
/** @type {Record<string, string>} */
const PLAIN = { set: "notes.deed-profile", intervention: "notes.deed-gesture", sample: "notes.deed-sample" };
/** @type {Record<string, [string, string]>} */
const TURNED = { mode: ["notes.deed-manual", "notes.deed-automatic"], switch: ["notes.deed-off", "notes.deed-on"] };

/** @param {any} deck @param {{hour: number, verb: string, name: string, value: number | null, who: string}} deed */
export function deedSaid(deck, deed) {
  const { t, titles } = deck;
  const who = t(WHO[deed.who] ?? "notes.who-system");
  return t("notes.deed-line", { hour: deck.hour(deed.hour), deed: what(deck, deed, titles.get(deed.name) ?? deed.name), who });
}

/** @param {any} deck @param {any} deed @param {string} name */
function what({ t, meta, number }, { verb, name: key, value }, name) {
  if (value === null) return t(PLAIN[verb] ?? "notes.deed-gesture", { name });
  const control = meta.controls.find((one) => one.name === key);
  const turned = control && TURNED[control.role];
  if (turned) return t(turned[value ? 1 : 0], { name });
  const unit = control?.unit ?? meta.interventions.find((one) => one.name === key)?.amount?.unit ?? "";
  return t("notes.deed-value", { name, value: number(value, control?.decimals ?? 2), unit });
}
