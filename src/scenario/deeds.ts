// What an action does, beside the shape in which it is written: for those who carry it out. Refuses to know how a file is
// read: threads that are told a scenario load no validation.

/** The features of Microsoft.Compute that the preview of hotpatch asked for. */
export const PREVIEW_FEATURES = [
  'InGuestHotPatchVMPreview',
  'InGuestAutoPatchVMPreview',
  'InGuestPatchVMPreview',
] as const;

/** The settings that an action changes, on purpose or as drift. */
export function changedBy<Settings>({
  settings,
  drift,
}: {
  readonly settings?: Settings | undefined;
  readonly drift?: Settings | undefined;
}): Settings | undefined {
  return settings ?? drift;
}
