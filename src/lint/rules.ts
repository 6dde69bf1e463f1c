// The lint rules, in the order in which docs/linting.md has them. Refuses to know what they look at.

import { oneUpdateDomain, setCannotFinish } from './availability-sets.ts';
import { notCovered, nothingReleased } from './coverage.ts';
import { expectationCannotFail, expectationOfNothing } from './expectations.ts';
import { hotpatchActionIdle, hotpatchImpossible } from './hotpatch.ts';
import { installNamesNoUpdate, installTooShort } from './installations.ts';
import { modeSwitchRefused } from './patch-modes.ts';
import { powerMissesOffPeak } from './power.ts';
import { previewIdle } from './preview.ts';
import type { LintRule } from './rule.ts';
import { powerMissesSchedule, scheduleIdle, scheduleRefused, schedulesMeet } from './schedules.ts';
import { rebootNever, settingIdle } from './settings.ts';
import { variantIdle } from './variants.ts';
import { clockChangeCutsWindow, restartDoesNotFit, windowTooShort } from './windows.ts';

export const LINT_RULES: readonly LintRule[] = [
  notCovered,
  nothingReleased,
  hotpatchImpossible,
  hotpatchActionIdle,
  previewIdle,
  modeSwitchRefused,
  settingIdle,
  rebootNever,
  windowTooShort,
  restartDoesNotFit,
  clockChangeCutsWindow,
  powerMissesOffPeak,
  installNamesNoUpdate,
  installTooShort,
  scheduleRefused,
  scheduleIdle,
  schedulesMeet,
  powerMissesSchedule,
  setCannotFinish,
  oneUpdateDomain,
  variantIdle,
  expectationCannotFail,
  expectationOfNothing,
];
