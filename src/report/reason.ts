/** Why a key path stays in its sessions, in words. */
import type { Reason } from '../core/reason.js';
import { count } from './lines.js';

/** @returns the reason as a short phrase */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'pinned':
      return 'pinned: stays in the session';
    case 'absent':
      return `absent in ${count(reason.sessions, 'session')}`;
    case 'differs':
      return `differs: ${count(reason.values, 'value')}`;
    case 'type':
      return `type differs: ${reason.types.join(', ')}`;
    case 'dialects':
      return `dialects disagree: equal to ${reason.agree === 'pyyaml' ? 'PyYAML' : 'YAML 1.2'} only`;
    case 'order':
      return 'order: in the parent it would come back at another place';
    case 'overrides':
      return "overrides the parent's value, which other sessions share";
    case 'stuck':
      return reason.why;
  }
}
