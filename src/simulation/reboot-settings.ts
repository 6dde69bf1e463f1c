// Azure's rebootSetting as codes (R24). Refuses to know when a VM restarts.

/** Codes of `rebootSetting`; Unknown is treated as IfRequired. */
export const REBOOT_SETTINGS: readonly string[] = ['Unknown', 'IfRequired', 'Never', 'Always'];
export const REBOOT = { ifRequired: 1, never: 2, always: 3 } as const;
