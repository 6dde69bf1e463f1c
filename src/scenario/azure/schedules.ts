// What an export says about maintenance configurations and whom they are assigned to, whatever the format. Refuses to know formats
// and VMs.

/** A maintenance configuration as its source has it; keys are Azure's. */
export interface SourceConfiguration {
  /** For reports: where it stands. */
  readonly row: string;
  /** What assignments call it, in lower case: its resource id, or its address; none in a row without an id. */
  readonly ids: readonly string[];
  readonly name: unknown;
  readonly maintenanceScope: unknown;
  readonly window: Readonly<Record<string, unknown>>;
  readonly rebootSetting: unknown;
  readonly windowsParameters: unknown;
}

/** Ids, or addresses, of a VM and of a configuration in lower case. */
export interface Assignment {
  readonly row: string;
  readonly vm: string;
  readonly configuration: string;
}

/** What a source says about schedules. */
export interface Schedules {
  readonly configurations: SourceConfiguration[];
  readonly assignments: Assignment[];
}
