// Actions that name VMs which the fleet does not have. Refuses to know what an action does.
import { didYouMean } from '../suggestion.ts';
import type { Check } from './check.ts';

export const checkSubscriptions: Check = ({ scenario, isSound, complete }) => {
  if (!complete || !isSound(['fleet'])) return [];
  const known = new Set(scenario.fleet.flatMap(({ subscription }) => subscription.map(({ value }) => value)));
  return scenario.actions.flatMap(({ subscriptions = [] }, index) =>
    subscriptions.flatMap((name, place) => {
      if (known.has(name)) return [];
      const hint = didYouMean(name, [...known]);
      const path = ['actions', index, 'subscriptions', place];
      const finding = { path, message: `no VM is in a subscription "${name}"`, rule: 'R10' };
      return [{ ...finding, ...(hint && { hint }) }];
    }),
  );
};

export const checkChosenVms: Check = ({ scenario, isSound, complete }) => {
  if (!complete || !isSound(['fleet'])) return [];
  const own = new Set(scenario.fleet.flatMap(({ vms = [] }) => vms));
  const exists = (name: string): boolean => {
    const at = name.lastIndexOf('-');
    const group = scenario.fleet.find((one) => one.vms === undefined && one.name === name.slice(0, at));
    const number = name.slice(at + 1);
    const isNumbered = group !== undefined && /^[1-9]\d*$/.test(number) && Number(number) <= group.count;
    return isNumbered || own.has(name);
  };
  return scenario.actions.flatMap(({ vms = [] }, index) =>
    vms.flatMap((name, place) => {
      if (exists(name)) return [];
      const hint = didYouMean(
        name,
        scenario.fleet.flatMap(({ vms, name, count }) => vms ?? [`${name}-1`, `${name}-${count}`]),
      );
      const finding = { path: ['actions', index, 'vms', place], message: `no VM is called "${name}"` };
      return [{ ...finding, ...(hint && { hint }) }];
    }),
  );
};
