// Codes of the patch orchestrations, in the order of ORCHESTRATIONS (orchestration.ts). Each is a constant of its own, which
// the bundler turns into a literal where it is used. Refuses to know what they mean.

export const azureManaged = 0;
export const windowsAutomatic = 1;
export const manual = 2;
export const customerSchedule = 3;
export const enabling = 4;
