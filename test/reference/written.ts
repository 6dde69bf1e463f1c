// The words in which scenarios for the reference are written by hand. Refuses to know any scenario.

export interface HandWritten {
  readonly title: string;
  readonly shows: readonly string[];
  readonly scenario: object;
}

export type Part = Record<string, unknown>;

const CORE = '2022-datacenter-azure-edition-core';
export const group = (name: string, count: number, rest: Part = {}): Part => {
  const { sku = CORE, patchSettings = {}, ...others } = rest;
  return {
    name,
    count,
    image: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku },
    region: 'westeurope',
    patchSettings: { patchMode: 'AutomaticByPlatform', ...(patchSettings as Part) },
    ...others,
  };
};

export const written = (
  title: string,
  shows: string[],
  clock: [string, string],
  fleet: Part[],
  rest: Part = {},
) => ({
  title,
  shows,
  scenario: {
    version: 1,
    name: 'by-hand',
    seed: title,
    clock: { start: clock[0], end: clock[1] },
    catalogue: [{ calendar: 'real' }],
    fleet,
    ...rest,
  },
});

export const SPRING: [string, string] = ['2024-03-01', '2024-06-01'];
export const AUTUMN: [string, string] = ['2025-10-01', '2025-12-20'];
