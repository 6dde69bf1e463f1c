// Power plans against a brute-force oracle that looks at every minute. Refuses to know patching.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFleet } from '../../src/fleet/build.ts';
import { NEVER } from '../../src/kernel/eventlist.ts';
import { group, scenarioText } from '../rules/run.ts';
import { scenarioOf } from '../scenario/scenarios.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MINUTE = 60;
const HORIZON = 12 * 24 * 60;

const hour = fc.integer({ min: 0, max: 23 }).map((at) => `${String(at).padStart(2, '0')}:00`);
const span = fc.tuple(fc.nat(260), fc.integer({ min: 1, max: 60 })).map(([from, hours]) => ({
  from: new Date(Date.UTC(2024, 2, 25) + from * 3_600_000).toISOString().replace('.000', ''),
  for: `${hours}h`,
}));
const power = fc.record(
  {
    offNightly: fc.record({
      probability: fc.constantFrom(0.2, 0.5, 1),
      from: fc.constant('20:00'),
      to: fc.constant('07:00'),
    }),
    weekly: fc.array(
      fc
        .record({ days: fc.subarray(DAYS, { minLength: 1 }), from: hour, to: hour })
        .filter(({ from, to }) => from !== to),
      { minLength: 1, maxLength: 3 },
    ),
    off: fc.array(span, { maxLength: 3 }),
    stops: fc.record({ probability: fc.constantFrom(0.5, 1), duration: fc.constantFrom('6h', '3d', '40d') }),
  },
  { requiredKeys: [] },
);

describe('R32 power plans', () => {
  it('a VM that is off for longer than 32 bits count seconds is off', () => {
    const plansUntil = (to: string) => {
      const power = { off: [{ from: '2024-04-01', to }] };
      return buildFleet(scenarioOf(scenarioText({ fleet: [group('a', 1, { power })] }))).plans[0]!;
    };
    for (const year of [2040, 2099]) {
      const plan = plansUntil(`${year}-01-01`);
      const begins = plan.nextOff(0, 0);
      expect([plan.isOn(0, begins - 1), plan.isOn(0, begins), plan.nextOn(0, begins)]).toEqual([
        true,
        false,
        NEVER,
      ]);
    }
  });

  it('nextOn and nextOff are what looking at every minute finds, over a clock change', () => {
    fc.assert(
      fc.property(
        power,
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(HORIZON), { minLength: 8, maxLength: 8 }),
        (plan, vm, instants) => {
          const text = scenarioText({
            clock: { start: '2024-03-25', end: '2024-04-06' },
            fleet: [group('a', 20, { power: plan, timeZone: 'Europe/Berlin' })],
          });
          const fleet = buildFleet(scenarioOf(text));
          const { plans, luck } = fleet;
          const [made, own] = [plans[fleet.plan[vm - 1]!]!, luck[vm - 1]!];
          const on = Array.from({ length: HORIZON }, (_, minute) => made.isOn(own, minute * MINUTE));
          if (made.alwaysOn) expect(on.every(Boolean)).toBe(true);
          for (const minute of instants) {
            if (minute >= HORIZON - 1) continue;
            const next = on.indexOf(true, minute);
            const found = made.nextOn(own, minute * MINUTE);
            if (next >= 0) {
              // Stops begin at any second: the oracle sees them a minute late at most.
              expect(found).toBeLessThanOrEqual(next * MINUTE);
              expect(found).toBeGreaterThan((next - 1) * MINUTE);
            } else expect(found === NEVER || found > (HORIZON - 1) * MINUTE).toBe(true);
            if (!on[minute]) continue;
            const off = on.indexOf(false, minute);
            const lost = made.nextOff(own, minute * MINUTE);
            expect(lost).toBeGreaterThan(minute * MINUTE);
            if (off >= 0) {
              expect(lost).toBeLessThanOrEqual(off * MINUTE);
              expect(lost).toBeGreaterThan((off - 1) * MINUTE);
            } else expect(lost).toBeGreaterThan((HORIZON - 1) * MINUTE);
            // A plan says nothing about the time behind the run.
            if (lost !== NEVER) expect(made.isOn(own, lost - 1)).toBe(true);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('a night is off about as often as its probability says, drawn per VM', () => {
    const made = buildFleet(
      scenarioOf(
        scenarioText({
          clock: { start: '2024-01-01', end: '2024-12-31' },
          fleet: [group('a', 30, { power: { offNightly: { probability: 0.3 } } })],
        }),
      ),
    );
    let off = 0;
    for (let vm = 0; vm < 30; vm++)
      for (let day = 0; day < 360; day++)
        off += Number(!made.plans[made.plan[vm]!]!.isOn(made.luck[vm]!, day * 86400 + 2 * 3600));
    expect(Math.abs(off / (30 * 360) - 0.3)).toBeLessThan(0.02);
  });
});
