// Azure's words for what an update is. Refuses to know which of them are installed by whom.

export const CLASSIFICATIONS = [
  'Critical',
  'Security',
  'UpdateRollup',
  'FeaturePack',
  'ServicePack',
  'Definition',
  'Tools',
  'Updates',
] as const;
