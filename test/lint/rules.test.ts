// Every lint rule finds what it is for, at the right place, and leaves alone what looks like it.

import { describe, expect, it } from 'vitest';
import { LINT_RULES } from '../../src/lint/rules.ts';
import { FINDS } from './finds.ts';
import { CORE, changed, lint, pointed, SOUND, WEB_MODE } from './fleet.ts';
import { LEAVES } from './leaves.ts';

it('a sound scenario has nothing to report', () => expect(lint(SOUND)).toEqual([]));

it('every rule is shown to find something and to leave something alone', () => {
  const ids = LINT_RULES.map(({ id }) => id);
  expect(Object.keys(FINDS)).toEqual(ids);
  expect(Object.keys(LEAVES)).toEqual(ids);
});

describe.each(Object.entries(FINDS))('%s', (id, cases) => {
  it.each(cases)('finds %s', (_, text, where, message) => {
    const found = lint(text).filter((finding) => finding.id === id && pointed(finding) === where);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
    const { rests } = LINT_RULES.find((rule) => rule.id === id)!;
    for (const finding of found) expect(finding).toMatchObject({ file: 'fleet.yaml', rule: rests });
  });

  it.each(LEAVES[id].map((text, index) => [index, text] as const))('leaves alone (%i)', (_, text) => {
    expect(lint(text).filter((finding) => finding.id === id)).toEqual([]);
  });
});

describe('findings', () => {
  it('are notes where the user chose it, warnings where nobody did', () => {
    const [chosen] = lint(changed({ [WEB_MODE]: 'patchSettings: { patchMode: Manual }' }));
    expect(chosen).toMatchObject({ id: 'not-covered', level: 'note' });
    const [byDefault] = lint(changed({ [CORE]: 'sku: 2022-datacenter', [WEB_MODE]: 'zones: []' }));
    expect(byDefault).toMatchObject({ id: 'not-covered', level: 'warn' });
  });

  it('stand where an alias says they do: at the last anchor of that name before it', () => {
    const first = changed({ [WEB_MODE]: 'patchSettings: &p { patchMode: Manual }' });
    const sql = first.replace(WEB_MODE, 'patchSettings: &p { patchMode: AutomaticByPlatform }');
    const third = sql.replace(
      '  - name: sql',
      '  - { name: app, count: 1, image: *i, region: eastus, patchSettings: *p }\n  - name: sql',
    );
    const found = lint(third.replace('image: {', 'image: &i {'));
    expect(found.map(({ id, line, message }) => [id, line, message.split(' not')[0]])).toEqual([
      ['not-covered', 10, '20 VMs of group "web"'],
      ['not-covered', 10, '1 VM of group "app"'],
    ]);
  });

  it('of windows are not for scale sets at all hours, those of power are', () => {
    const flex = {
      [WEB_MODE]: `virtualMachineScaleSet: { orchestrationMode: Flexible }\n    applicationHealthExtension: true\n    ${WEB_MODE}`,
    };
    const short = 'parameters: { offPeakStart: "02:00", offPeakEnd: "02:15" }\n';
    const aboutWindows = (text: string) =>
      lint(text).filter(({ message }) => /window|clock change/.test(message));
    const alone = (replaced: Record<string, string>) =>
      changed({ ...replaced, 'sku: 2022-datacenter }': 'sku: 2022-datacenter-x }' }, short);
    expect(aboutWindows(alone({})).map(({ id }) => id)).toEqual(['window-too-short']);
    expect(aboutWindows(alone(flex))).toEqual([]);
    const power = (plan: string) =>
      lint(changed({ ...flex, 'power: alwaysOn': `power: ${plan}` })).map(({ message }) => message);
    expect(power('{ weekly: [{ from: "07:00", to: "19:00" }] }')).toEqual([]);
    expect(power('{ weekly: [{ from: "07:00", to: "07:10" }] }').join()).toContain(
      'are never on for as long',
    );
  });

  it('of a variant are told once, in the variant, with its name', () => {
    const text = changed(
      { 'updateDomains: 5': 'updateDomains: 1' },
      'variants:\n  golden:\n    fleet: { web: { image: { sku: golden } } }\n',
    );
    const found = lint(text).map(({ id, line, variant, message }) => ({ id, line, variant, message }));
    expect(found).toEqual([
      { id: 'one-update-domain', line: 15, variant: undefined, message: expect.any(String) },
      {
        id: 'not-covered',
        line: 19,
        variant: 'golden',
        message: expect.stringContaining('(variant golden)'),
      },
    ]);
  });
});
