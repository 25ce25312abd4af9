import type { Playbook } from '../../domain/playbook.js';
import type { OfflineTurn } from './agent.js';
import type { Reading } from './assess.js';
import type { Matcher } from './match.js';
export function makeReplier(playbook: Playbook, _matcher: Matcher): (turn: OfflineTurn, reading: Reading) => string {
  return () => playbook.product.summary;
}
