// The names of the reporters of `patchsim test`, apart from what they do, so that the help need not load that.
// Refuses to know formats.

export const REPORTERS = ['text', 'junit', 'tap', 'json', 'github', 'md'] as const;
export type Reporter = (typeof REPORTERS)[number];
