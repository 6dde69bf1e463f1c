// The figures of a summary computed a second time, the simple way: from the lines of the trace, all in memory.
// Refuses to share code with the metrics of the simulator.

type Item = Readonly<Record<string, unknown>>;

const DAY = 86_400;
const seconds = (text: unknown): number => Date.parse(text as string) / 1000;
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const count = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

/** Most intervals that hold the end of the same minute. */
function peak(intervals: readonly (readonly [from: number, to: number])[]): number {
  const minutes = intervals.map(([from, to]) => [Math.floor(from / 60), Math.floor(to / 60)] as const);
  let most = 0;
  for (const [at] of minutes) {
    most = Math.max(most, minutes.filter(([from, to]) => from <= at && at < to).length);
  }
  return most;
}

/** Undefined when nobody did anything. */
function actionsOf(done: Item[], refused: Item[]) {
  const names = [...new Set([...done, ...refused].map(({ action }) => action as string))];
  const rows = names.map((name) => [
    name,
    {
      done: done.filter(({ action }) => action === name).length,
      refused: count(refused.filter(({ action }) => action === name).map(({ reason }) => reason as string)),
    },
  ]);
  return rows.length === 0 ? undefined : Object.fromEntries(rows);
}

/** Figures of the VMs of some groups, with the names and rounding of a summary. */
export function naiveMetrics(items: readonly Item[], groups: readonly string[]) {
  const [head] = items as [Item];
  const [start, end] = [seconds(head.start), seconds(head.end)];
  const vms = items.filter(({ vm, fact, group }) => vm && !fact && groups.includes(group as string));
  const covered = vms.filter(({ notCovered }) => notCovered === undefined);
  const simulated = vms.filter(({ orchestration }) => orchestration !== undefined);
  const names = new Set(vms.map(({ vm }) => vm));
  const facts = items.filter(({ fact, vm }) => fact && names.has(vm));
  const of = (...kinds: string[]): Item[] => facts.filter(({ fact }) => kinds.includes(fact as string));
  const releases = items.filter(
    ({ release, classification, instant }) =>
      release && ['Critical', 'Security'].includes(classification as string) && seconds(instant) > start,
  );
  const concerns = (release: Item, vm: Item): boolean =>
    release.kind === 'dotnet' || vm.hotpatch !== 'enrolled'
      ? release.product === vm.product
      : release.product === `${vm.product}-hotpatch`;

  const reboots = of('rebootStarted');
  const perVm = simulated.map(({ vm }) => reboots.filter((one) => one.vm === vm).length);
  const down: [number, number][] = [];
  const flights: [number, number][] = [];
  for (const { vm } of simulated) {
    let [downSince, flyingSince] = [-1, -1];
    for (const { fact, t } of facts.filter((one) => one.vm === vm)) {
      if (fact === 'rebootStarted') downSince = seconds(t);
      if (fact === 'admitted' || fact === 'runStarted') flyingSince = seconds(t);
      const back = ['rebootCompleted', 'runInterrupted', 'recovered'].includes(fact as string);
      if (back && downSince >= 0) {
        down.push([downSince, seconds(t)]);
        downSince = -1;
      }
      const ends = ['healthy', 'recovered', 'runInterrupted', 'healthUnknown'].includes(fact as string);
      if (ends) flights.push([flyingSince, seconds(t)]);
      if (ends) flyingSince = -1;
    }
    if (downSince >= 0) down.push([downSince, Number.POSITIVE_INFINITY]);
    if (flyingSince >= 0) flights.push([flyingSince, Number.POSITIVE_INFINITY]);
  }

  const pairs = simulated.flatMap((vm) =>
    releases
      .filter((release) => concerns(release, vm))
      .map((release) => {
        const effective = of('becameEffective').find((one) => one.vm === vm.vm && one.kb === release.release);
        const released = seconds(release.instant);
        return { released, took: effective === undefined ? undefined : seconds(effective.t) - released };
      }),
  );
  const within = (days: number): number | null => {
    const countable = pairs.filter(({ released }) => released + days * DAY <= end);
    const good = countable.filter(({ took }) => took !== undefined && took <= days * DAY);
    return countable.length === 0 ? null : rounded(good.length / countable.length, 6);
  };
  const hours = pairs
    .flatMap(({ took }) => (took === undefined ? [] : [Math.floor(took / 3600)]))
    .sort((a, b) => a - b);
  const quantile = (share: number): number | null => {
    const hour = hours[Math.max(1, Math.ceil(share * hours.length)) - 1];
    return hour === undefined ? null : rounded(hour / 24, 2);
  };
  const finished = down.filter(([, to]) => to < Number.POSITIVE_INFINITY);
  return {
    vms: vms.length,
    covered: covered.length,
    simulated: simulated.length,
    reboots: {
      total: reboots.length,
      min: simulated.length === 0 ? 0 : Math.min(...perVm),
      max: Math.max(0, ...perVm),
      byCause: count(reboots.map(({ cause }) => cause as string)),
      byMonth: count(reboots.map(({ t }) => (t as string).slice(0, 7))),
      byKb: count(reboots.flatMap(({ kb }) => (kb === null ? [] : [kb as string]))),
    },
    hotpatches: of('patchInstalled').filter(({ kind }) => kind === 'hotpatch' || kind === 'oob_hotpatch')
      .length,
    effectiveWithin: { '7d': within(7), '14d': within(14), '30d': within(30) },
    daysToEffective: { p50: quantile(0.5), p95: quantile(0.95), max: quantile(1) },
    overdue: new Set(of('overdue').map(({ vm }) => vm)).size,
    overdueByReason: count(of('overdue').map(({ reason }) => reason as string)),
    deferrals: count(of('deferred').map(({ reason }) => reason as string)),
    peakRebooting: peak(down),
    peakInFlight: peak(flights),
    downtimeMinutes: rounded(finished.reduce((sum, [from, to]) => sum + to - from, 0) / 60, 1),
    exposureVmDays: rounded(
      pairs.reduce((sum, { released, took }) => sum + (took ?? end - released), 0) / DAY,
      2,
    ),
    failures: {
      install: of('patchFailed').length,
      reboot: of('rebootFailed').length,
      interrupted: of('runInterrupted').length,
      unhealthy: of('unhealthy').length,
    },
    actions: actionsOf(of('actionDone'), of('actionRefused')),
  };
}
