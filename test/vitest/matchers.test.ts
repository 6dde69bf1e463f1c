// The matchers of `patchsim/vitest`: they pass, fail and explain as the expectations behind them do.

import { expect, expectTypeOf, test } from 'vitest';
import { type PolicyRun, runPolicy } from '../../src/vitest/index.ts';

const run = await runPolicy('docs/policies/web.yaml');

const failure = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it passed');
};

test('pass where the policy holds', () => {
  expect(run).toBeEffectiveWithin('30d');
  expect(run).toBeEffectiveWithin('14d', { share: '95%', group: 'web' });
  expect(run).toRebootAtMost(5);
  expect(run).not.toRebootAtMost(4);
  expect(run).toNeverRebootTogether({ zone: true, atMost: 6 });
  expect(run).toNeverBeOverdue();
  expect(run).toMeet('deferrals.windowTooShort <= 150');
  expect(run.summary.groups.web.hotpatches).toBeGreaterThan(0);
  expectTypeOf(run).toEqualTypeOf<PolicyRun>();
});

test('fail with the measured value, the VM and the command that tells more', () => {
  expect(failure(() => expect(run).toRebootAtMost(4, { group: 'web' }))).toMatch(
    /^docs\/policies\/web\.yaml: expected reboots\.perVm\.max <= 4 \(group web\)\nmeasured 5, 1 beyond the limit\nfirst: web-\d+ at 2024-\S+Z, reboot 5, for KB\d+\npatchsim explain docs\/policies\/web\.yaml --vm web-\d+ --at 2024-\S+Z$/,
  );
  expect(failure(() => expect(run).toNeverRebootTogether({ region: true }))).toMatch(
    /rebooting at once in northeurope/,
  );
  expect(failure(() => expect(run).not.toNeverBeOverdue())).toContain('expected not overdue == 0');
});

test('a variant is run in place of the scenario', async () => {
  const without = await runPolicy('docs/policies/web.yaml', { variant: 'without-hotpatch' });
  expect(without).not.toRebootAtMost(5);
  expect(without).toRebootAtMost(12);
});

test('what makes no sense is told, not passed', async () => {
  expect(failure(() => expect(run).toMeet('rebots <= 5'))).toContain('did you mean "reboots"?');
  expect(failure(() => expect(run).toRebootAtMost(5, { group: 'wbe' }))).toContain('there is no group "wbe"');
  expect(failure(() => expect(run).toMeet('when(vm: web-1, release: 2024-08).p95 <= 2024-08-25'))).toContain(
    'many runs',
  );
  expect(failure(() => expect(run).toNeverRebootTogether({}))).toContain('expected one place');
  expect(failure(() => expect({}).toNeverBeOverdue())).toContain('runPolicy');
  await expect(runPolicy('nowhere.yaml')).rejects.toThrow('nowhere.yaml');
});
