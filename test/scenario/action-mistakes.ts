// Mistakes in actions, where they stand and what is to be said about them: a part of mistakes.ts.
import type { Row } from './mistakes.ts';
import { broken } from './scenarios.ts';

const installing = (parameters: string, how = 'rebootSetting: IfRequired'): string =>
  `actions: [{ at: 2024-03-01, install: { windowsParameters: ${parameters}, ${how} } }]`;

/** Mistakes of form. */
export const ACTIONS_OF_FORM: Row[] = [
  [
    broken({}, 'actions: [{ at: 2024-03-01, hotpatch: offf }]'),
    '16:39 actions.0.hotpatch',
    'did you mean "off"?',
  ],
  [broken({}, 'actions: [{ at: 2024-03-01 }]'), '16:11 actions.0', /exactly one of/],
  [broken({}, 'actions: [{ at: 2024-03-01, drift: {} }]'), '16:36 actions.0.drift', /at least one of/],
  [
    broken({}, 'actions: [{ at: 2024-03-01, restart: now, power: off }]'),
    '16:11 actions.0',
    /exactly one of/,
  ],
  [broken({}, installing('{}')), '16:59 actions.0.install.windowsParameters', 'R30'],
  [
    broken({}, installing('{ classificationsToInclude: [Securty] }')),
    '16:88 actions.0.install.windowsParameters.classificationsToInclude.0',
    'did you mean "Security"?',
  ],
  [
    broken({}, installing('{ kbNumbersToInclude: [KB12] }')),
    '16:82 actions.0.install.windowsParameters.kbNumbersToInclude.0',
    /KB number such as 5034129 or KB5034129/,
  ],
  [
    broken({}, installing('{ kbNumbersToInclude: [12345678901234567890123] }')),
    '16:82 actions.0.install.windowsParameters.kbNumbersToInclude.0',
    /KB number such as 5034129 or KB5034129/,
  ],
  [
    broken({}, installing('{ kbNumbersToInclude: [5034129] }', 'rebootSetting: Unknown')),
    '16:109 actions.0.install.rebootSetting',
    /IfRequired, Never, Always/,
  ],
  [
    broken({}, installing('{ kbNumbersToInclude: [5034129], patchNameMasksToInclude: [x] }')),
    '16:92 actions.0.install.windowsParameters.patchNameMasksToInclude',
    /unknown key/,
  ],
];

/** Mistakes of meaning. */
export const ACTIONS_OF_MEANING: Row[] = [
  [
    broken({}, installing('{ kbNumbersToInclude: [5034129] }', 'maximumDuration: P3D, rebootSetting: Never')),
    '16:111 actions.0.install.maximumDuration',
    /from 10m to 1d/,
  ],
  [
    broken({}, 'actions: [{ at: 2024-03-01, hotpatch: off, groups: [sqll] }]'),
    '16:53 actions.0.groups.0',
    'did you mean "sql"?',
  ],
  [
    broken({}, 'actions: [{ at: 2024-03-01, restart: now, vms: [web-1, web-0] }]'),
    '16:56 actions.0.vms.1',
    'did you mean "web-1"?',
  ],
];
