// Codes of the reasons, in the order of REASONS (reasons.ts). The bundler turns
// members of an enum into literals where they are used. Refuses to know what they mean.

export enum REASON {
  off = 0,
  notOffPeak = 1,
  phaseNotOpen = 2,
  zoneBusy = 3,
  updateDomainBusy = 4,
  setLimit = 5,
  subscriptionLimit = 6,
  windowTooShort = 7,
  halted = 8,
  notAssessed = 9,
  notCovered = 10,
  onTooShort = 11,
  installFailed = 12,
  interrupted = 13,
  rebootRequired = 14,
  inFlight = 15,
  noWindowYet = 16,
  notSelected = 17,
  enabling = 18,
}
