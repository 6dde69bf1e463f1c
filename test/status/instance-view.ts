// The instance view's shape as Microsoft publishes it (Microsoft.Compute, VirtualMachineInstanceView), for what patchsim
// knows of it. Refuses any other key.

import { z } from 'zod';

const instant = z.iso.datetime();
const count = z.int().nonnegative();
const activity = {
  startTime: instant,
  lastModifiedTime: instant,
  error: z.null(),
};
const status = z.strictObject({
  code: z.string().regex(/^\w+\/\w+$/),
  level: z.enum(['Info', 'Warning', 'Error']),
  displayStatus: z.string().optional(),
  time: instant.optional(),
});

export const instanceView = z.strictObject({
  platformUpdateDomain: count.optional(),
  patchStatus: z.strictObject({
    availablePatchSummary: z
      .strictObject({
        status: z.enum(['Unknown', 'InProgress', 'Failed', 'Succeeded', 'CompletedWithWarnings']),
        assessmentActivityId: z.uuid(),
        rebootPending: z.boolean(),
        criticalAndSecurityPatchCount: count,
        otherPatchCount: count,
        ...activity,
      })
      .optional(),
    lastPatchInstallationSummary: z
      .strictObject({
        status: z.enum(['Unknown', 'InProgress', 'Failed', 'Succeeded', 'CompletedWithWarnings']),
        installationActivityId: z.uuid(),
        maintenanceWindowExceeded: z.boolean(),
        notSelectedPatchCount: count,
        excludedPatchCount: count,
        pendingPatchCount: count,
        installedPatchCount: count,
        failedPatchCount: count,
        ...activity,
      })
      .optional(),
    configurationStatuses: z.array(status),
  }),
  statuses: z.array(status),
});
