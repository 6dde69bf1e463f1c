// Codes of the reasons, in the order of REASONS (reasons.ts). Each is a constant of its own, which
// the bundler turns into a literal where it is used. Refuses to know what they mean.

export const off = 0;
export const notOffPeak = 1;
export const phaseNotOpen = 2;
export const zoneBusy = 3;
export const updateDomainBusy = 4;
export const setLimit = 5;
export const subscriptionLimit = 6;
export const windowTooShort = 7;
export const halted = 8;
export const notAssessed = 9;
export const notCovered = 10;
export const onTooShort = 11;
export const installFailed = 12;
export const interrupted = 13;
export const rebootRequired = 14;
export const inFlight = 15;
export const noWindowYet = 16;
export const notSelected = 17;
export const enabling = 18;
