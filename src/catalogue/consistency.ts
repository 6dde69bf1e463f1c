// What only shows when the releases of all sources stand side by side. Refuses to change them: it only reports.

import type { Finding } from '../scenario/problem.ts';
import { isBaseline, isHotpatch } from './kinds.ts';
import type { Release } from './release.ts';
import { mistake, type UserRow } from './user-row.ts';

/** Mistakes of a user's rows against each other and against the built-in releases (R5, R6, F63). */
export function inconsistencies(builtIn: readonly Release[], rows: readonly UserRow[]): Finding[] {
  return [
    ...duplicates(builtIn, rows),
    ...unknownPredecessors(builtIn, rows),
    ...cycles(rows),
    ...hotpatchesWithoutBaseline(builtIn, rows),
  ];
}

function duplicates(builtIn: readonly Release[], rows: readonly UserRow[]): Finding[] {
  const seen = new Map(builtIn.map((release) => [`${release.product} ${release.kb}`, release.source]));
  return rows.flatMap(({ release, markOf }) => {
    const key = `${release.product} ${release.kb}`;
    if (seen.has(key))
      return [mistake(markOf('kb'), `${release.kb} is listed twice for ${release.product}`, 'R5')];
    seen.set(key, release.source);
    return [];
  });
}

function unknownPredecessors(builtIn: readonly Release[], rows: readonly UserRow[]): Finding[] {
  const known = new Set([...builtIn, ...rows.map(({ release }) => release)].map(({ kb }) => kb));
  return rows.flatMap(({ release, markOf }) =>
    release.supersedes
      .filter((kb) => !known.has(kb))
      .map((kb) =>
        mistake(
          markOf('supersedes'),
          `${release.kb} supersedes ${kb}, which the catalogue does not have`,
          'R6',
        ),
      ),
  );
}

/** Each cycle once, at the row whose link closes it. Built-in releases supersede nothing, so they are in none. */
function cycles(rows: readonly UserRow[]): Finding[] {
  const links = new Map<string, { kb: string; row: UserRow }[]>();
  for (const row of rows) {
    const { kb, supersedes } = row.release;
    links.set(kb, [...(links.get(kb) ?? []), ...supersedes.map((old) => ({ kb: old, row }))]);
  }
  const findings: Finding[] = [];
  const done = new Set<string>();
  for (const first of links.keys()) {
    // The way from `first` to where we stand; a stack of our own, because a file may chain more rows than calls can.
    const way: { kb: string; next: number }[] = done.has(first) ? [] : [{ kb: first, next: 0 }];
    const places = new Map(way.map(({ kb }, place) => [kb, place]));
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const link = links.get(here.kb)?.[here.next];
      here.next += 1;
      if (link === undefined) {
        done.add(here.kb);
        places.delete(here.kb);
        way.pop();
      } else if (places.has(link.kb)) {
        const circle = [...way.slice(places.get(link.kb)).map(({ kb }) => kb), link.kb];
        const names = (circle.length > 12 ? circle.toSpliced(5, circle.length - 10, '…') : circle).join(
          ' → ',
        );
        findings.push(
          mistake(link.row.markOf('supersedes'), `supersedence runs in a circle: ${names}`, 'R6'),
        );
      } else if (!done.has(link.kb)) {
        places.set(link.kb, way.length);
        way.push({ kb: link.kb, next: 0 });
      }
    }
  }
  return findings;
}

function hotpatchesWithoutBaseline(builtIn: readonly Release[], rows: readonly UserRow[]): Finding[] {
  const baselines = [...builtIn, ...rows.map(({ release }) => release)].filter(({ kind }) =>
    isBaseline(kind),
  );
  return rows.flatMap(({ release, markOf }) => {
    const { product, kind, instant, kb } = release;
    const carried = baselines.some((base) => base.product === product && base.instant < instant);
    if (!isHotpatch(kind) || carried) return [];
    const message = `${kb} is a hotpatch of ${product}, and the catalogue has no baseline before it`;
    return [mistake(markOf('release_date'), message, 'R6', 'add a row of kind baseline_planned before it')];
  });
}
