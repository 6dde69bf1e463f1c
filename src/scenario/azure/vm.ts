// A VM as an export of Azure or Terraform describes it, whatever the format. Refuses to know formats and groups.

import type { Schedules } from './schedules.ts';

/** What is undefined is not in the source. */
export interface AzureVm {
  /** For reports: where the row stands. */
  readonly row: string;
  readonly name: string;
  /** Resource id in lower case. */
  readonly id: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly subscription: string | undefined;
  readonly region: string;
  readonly zones: readonly string[];
  /** Id, or name, of its availability set in lower case. */
  readonly availabilitySet: string | undefined;
  /** Id of its virtual machine scale set: a VM with an id of its own is an instance of flexible orchestration. */
  readonly scaleSet: string | undefined;
  readonly system: 'Windows' | 'Linux' | undefined;
  readonly image: { readonly publisher: string; readonly offer: string; readonly sku: string } | undefined;
  readonly timeZone: string | undefined;
  readonly provisionVMAgent: boolean | undefined;
  readonly enableAutomaticUpdates: boolean | undefined;
  readonly securityType: string | undefined;
  readonly patchSettings: {
    readonly patchMode: string | undefined;
    readonly assessmentMode: string | undefined;
    readonly enableHotpatching: boolean | undefined;
    readonly rebootSetting: string | undefined;
    readonly bypass: boolean | undefined;
  };
  /** Names of the maintenance configurations it is assigned to. */
  readonly maintenanceConfigurations: readonly string[];
  /** Whether it was on when the export was made. */
  readonly running: boolean | undefined;
}

/** A row that is no VM that can be simulated. */
export interface Unusable {
  /** Where the row stands, and its name when it has one. */
  readonly row: string;
  readonly reason: string;
}

/** What a format yields: VMs, what is left out, and what a reader must know about the source, a sentence each. */
export interface SourceVms {
  readonly vms: AzureVm[];
  readonly unusable: Unusable[];
  readonly notes: string[];
  readonly schedules: Schedules;
}

export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
