// Who decides when updates are installed on a VM: Azure's "patch orchestration" (R9, R29-R31).
// Refuses to know what is installed and when.

/** Patch orchestrations by the names of Azure's portal, in the order of their codes. */
export const ORCHESTRATIONS = [
  /** "Azure managed - safe deployment": availability-first, by AutomaticByPlatform. */
  'azureManaged',
  /** "Windows automatic updates": the guest on its own, by AutomaticByOS (R29). */
  'windowsAutomatic',
  /** "Manual updates" and "image default": nobody, until somebody asks for it (R30). */
  'manual',
  /** "Customer managed schedules": at the times of a maintenance configuration (R31). */
  'customerSchedule',
  /** On the way to azureManaged: the platform configures the VM first, and nobody installs on it meanwhile (R11). */
  'enabling',
] as const;
export type Orchestration = (typeof ORCHESTRATIONS)[number];

/** Code of an orchestration: its position. */
export const orchestrationCode = (name: Orchestration): number => ORCHESTRATIONS.indexOf(name);
