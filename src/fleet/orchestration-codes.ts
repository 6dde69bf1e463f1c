// Codes of the patch orchestrations, in the order of ORCHESTRATIONS (orchestration.ts). The bundler turns
// members of an enum into literals where they are used. Refuses to know what they mean.

export enum ORCHESTRATION {
  azureManaged = 0,
  windowsAutomatic = 1,
  manual = 2,
  customerSchedule = 3,
  enabling = 4,
}
