// The particulars of each kind of fact in words and names. Refuses to know in which order facts are written.

import type { Instant } from '../calendar/instant.ts';
import { InstantText } from '../calendar/instant-text.ts';
import { isBaseline } from '../catalogue/kinds.ts';
import type { Release } from '../catalogue/release.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { ORCHESTRATIONS } from '../fleet/orchestration.ts';
import { REASONS } from '../rollout/reasons.ts';
import { PREVIEW_FEATURES } from '../scenario/deeds.ts';
import { FACT } from './fact-codes.ts';
import {
  ACTIONS_TAKEN,
  ASKED_REBOOTS,
  ASSESSED_BY,
  CHOICES,
  REBOOT_STATUSES,
  REFUSALS,
  SETTING_VALUES,
  STARTED_BY,
  TRACK_STATES,
} from './facts.ts';

type Details = Readonly<Record<string, string | number | boolean | null | undefined>>;

export class FactText {
  readonly #releases: readonly Release[];
  readonly #fleet: Fleet;
  readonly #instants = new InstantText();

  constructor(releases: readonly Release[], fleet: Fleet) {
    this.#releases = releases;
    this.#fleet = fleet;
  }

  details(kind: number, a: number, b: number, start: Instant): Details {
    switch (kind) {
      case FACT.released:
      case FACT.withdrawn: {
        const { product, kb, kind: releaseKind, classification } = this.#releases[a];
        return { product, kb, kind: releaseKind, classification };
      }
      case FACT.phaseOpened:
      case FACT.phasePassed:
      case FACT.rolloutHalted:
        return { rollout: a, phase: b };
      case FACT.zoneTurn: {
        const zone = b & 255;
        const { regions, zoneNames } = this.#fleet;
        return { rollout: a, region: regions[b >> 8], zone: zone === 0 ? null : zoneNames[zone - 1] };
      }
      case FACT.limitRelaxed:
        return { rollout: a };
      case FACT.assessed:
        return { found: a < 0 ? null : this.#releases[a].kb, by: ASSESSED_BY[b] };
      case FACT.deferred:
        return { reason: REASONS[a], until: b < 0 ? null : this.#instants.of(start + b) };
      case FACT.admitted:
        return { rollout: a, windowEnd: this.#instants.of(start + b) };
      case FACT.runStarted:
        return {
          by: STARTED_BY[Math.floor(a / ASKED_REBOOTS.length) % STARTED_BY.length],
          maintenanceConfiguration:
            this.#fleet.maintenanceConfigurations[
              Math.floor(a / ASKED_REBOOTS.length / STARTED_BY.length) - 1
            ],
          rebootSetting: ASKED_REBOOTS[a % ASKED_REBOOTS.length],
          windowEnd: this.#instants.of(start + b),
        };
      case FACT.patchChosen:
        return { kb: this.#releases[a].kb, choice: CHOICES[b] };
      case FACT.installationStarted:
      case FACT.patchFailed:
      case FACT.becameEffective:
        return { kb: this.#releases[a].kb };
      case FACT.patchInstalled: {
        const { kb, kind: releaseKind, classification } = this.#releases[a];
        return { kb, kind: releaseKind, classification };
      }
      case FACT.rebootStarted:
      case FACT.rebootFailed:
        return this.#cause(a);
      case FACT.rebootCompleted:
        return { ...this.#cause(a), seconds: b };
      case FACT.runCompleted:
        return { rebootStatus: REBOOT_STATUSES[a], maintenanceWindowExceeded: b === 1 };
      case FACT.unhealthy:
        return { kb: a < 0 ? null : this.#releases[a].kb };
      case FACT.trackChanged:
        return { from: TRACK_STATES[a], to: TRACK_STATES[b] };
      case FACT.overdue:
        return { kb: this.#releases[a].kb, reason: REASONS[b] };
      case FACT.actionDone:
        return { action: ACTIONS_TAKEN[a] };
      case FACT.actionRefused:
        return { action: ACTIONS_TAKEN[a], reason: REFUSALS[b] };
      case FACT.settingChanged: {
        const [setting, value] = SETTING_VALUES[a];
        return { setting, value, by: ACTIONS_TAKEN[b] };
      }
      case FACT.orchestrationChanged:
        return { from: ORCHESTRATIONS[a], to: ORCHESTRATIONS[b] };
      case FACT.hotpatchEnabled:
        return a === 1 ? { by: 'registration' } : {};
      case FACT.featureRegistering:
      case FACT.featureRegistered:
        return { subscription: this.#fleet.subscriptions[a], feature: PREVIEW_FEATURES[b] };
      case FACT.providerRegistered:
        return {
          subscription: this.#fleet.subscriptions[a],
          provider: 'Microsoft.Compute',
          propagates: b === 1,
        };
      default:
        return {};
    }
  }

  /** Why a VM restarts: the release and its kind, and the rule that makes it restart. */
  #cause(release: number): Details {
    if (release < 0) return { kb: null, cause: 'rebootSetting', rule: 'R24' };
    const { kb, kind } = this.#releases[release];
    const rule = isBaseline(kind) ? 'R26' : kind === 'dotnet' ? 'R8' : 'R24';
    return { kb, cause: kind, rule };
  }
}
