// Settings of one group that Azure refuses together (R9, R12). Refuses to know other groups.
import type { Group } from '../schema.ts';

/** `paths` are the settings that do not go together, the one to report at first. */
type Report = (message: string, rule: string | undefined, ...paths: [string, ...string[]]) => void;

const MODE = 'patchSettings.patchMode';
const AGENT = 'provisionVMAgent';
const UPDATES = 'enableAutomaticUpdates';

/** Patch settings that Azure refuses together (F31, F33, F34). */
export function checkSettings(group: Group, report: Report): void {
  const { patchMode, assessmentMode, enableHotpatching } = group.patchSettings;
  const { provisionVMAgent: agent, enableAutomaticUpdates: updates } = group;
  const platform = patchMode === 'AutomaticByPlatform';
  const hotpatch = 'patchSettings.enableHotpatching';
  if (enableHotpatching && !platform) report('needs patchMode AutomaticByPlatform', 'R9', hotpatch, MODE);
  if (enableHotpatching && !agent) report(`needs ${AGENT}: true`, 'R9', hotpatch, AGENT);
  if (platform && !agent) report(`AutomaticByPlatform needs ${AGENT}: true`, 'R9', MODE, AGENT);
  if (assessmentMode === 'AutomaticByPlatform' && !agent)
    report(`AutomaticByPlatform needs ${AGENT}: true`, 'R9', 'patchSettings.assessmentMode', AGENT);
  if (patchMode === 'Manual' && updates) report('does not go with patchMode Manual', 'R12', UPDATES, MODE);
  if (patchMode === 'AutomaticByOS' && !updates)
    report('patchMode AutomaticByOS needs automatic updates', 'R12', UPDATES, MODE);
  const system = systemOf(group.image.publisher);
  const linuxOnly = patchMode === 'ImageDefault';
  const windowsOnly = patchMode === 'Manual' || patchMode === 'AutomaticByOS';
  if (system === 'Windows' && linuxOnly)
    report(
      'ImageDefault is a mode of Linux images; on Windows it is Manual, AutomaticByOS or AutomaticByPlatform',
      'R9',
      MODE,
      'image.publisher',
    );
  if (system === 'Linux' && windowsOnly)
    report(
      `${patchMode} is a mode of Windows images; on Linux it is ImageDefault or AutomaticByPlatform`,
      'R9',
      MODE,
      'image.publisher',
    );
}

const WINDOWS_PUBLISHERS = ['microsoftwindowsserver', 'microsoftwindowsdesktop'];
const LINUX_PUBLISHERS = [
  'almalinux',
  'canonical',
  'credativ',
  'debian',
  'erockyenterprisesoftwarefoundationinc1653071250513',
  'kinvolk',
  'microsoftcblmariner',
  'openlogic',
  'oracle',
  'redhat',
  'resf',
  'suse',
];

/** The operating system of a publisher's images, undefined when the publisher is not known to have one only. */
function systemOf(publisher: string): 'Windows' | 'Linux' | undefined {
  const name = publisher.toLowerCase();
  if (WINDOWS_PUBLISHERS.includes(name)) return 'Windows';
  return LINUX_PUBLISHERS.includes(name) ? 'Linux' : undefined;
}
