import { type Command, InvalidArgumentError } from 'commander';
import { ConversationStatus, OwnerKind, Stage } from '../gen/colloquy/v1/resources.js';
import type { Reach } from './connection.js';

/** What `colloquy watch` is asked for: all that match, or what happens in one. */
export interface WatchOptions extends Reach {
  readonly user?: string;
  readonly channel?: readonly string[];
  readonly stage?: readonly Stage[];
  readonly status?: readonly ConversationStatus[];
  readonly owner?: readonly OwnerKind[];
  readonly after?: number;
  readonly json?: boolean;
}

const ofAll = ['user', 'channel', 'stage', 'status', 'owner'];
const ofOne = ['after'];

const moreHelp = `
Of all conversations each line has the fields time, id, user, stage, criteria, owner and the
newest message, apart by tabs: first what matches, then each time one changes; one that matches
no more comes as time, id and "removed". Lists of values are apart by commas: --stage lead,engaged.`;

/** Adds the options of `watch`; `act` resolves with the exit code. */
export function addWatch(
  command: Command,
  act: (conversationId: string | undefined, options: WatchOptions) => Promise<void>,
): void {
  command
    .description('show conversations as they change, or what happens in one; Ctrl-C leaves')
    .argument('[conversation]', 'the id of one: its messages and changes, as they come')
    .option('-u, --user <id>', 'of all: only those of this user')
    .option('-c, --channel <names>', 'of all: only on these channels', listed)
    .option('--stage <stages>', 'of all: only in these stages', oneOf('STAGE_', Stage))
    .option(
      '--status <statuses>',
      'of all: active, closed or archived',
      oneOf('CONVERSATION_STATUS_', ConversationStatus),
    )
    .option(
      '--owner <kinds>',
      'of all: only those that an agent, a queue or a human has',
      oneOf('OWNER_KIND_', OwnerKind),
    )
    .option('--after <seq>', 'of one: only what lies after this entry (default: all of it)', seq)
    .option('--json', "a line of protobuf's JSON for each")
    .addHelpText('after', moreHelp)
    .action(async (conversationId: string | undefined, options: WatchOptions) => {
      const others = conversationId === undefined ? ofOne : ofAll;
      const other = others.find((name) => name in options);
      const whose = conversationId === undefined ? 'one conversation' : 'all conversations';
      if (other) command.error(`error: option '--${other}' is for ${whose}`);
      await act(conversationId, options);
    });
}

function listed(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',').map((name) => name.trim())];
}

/** Reads names of an enum, in any case and without what they all begin with. */
function oneOf<T extends string>(prefix: string, values: Readonly<Record<string, T>>) {
  const known = Object.values(values).filter((value) => value.startsWith(prefix) && !value.endsWith('_UNSPECIFIED'));
  return (value: string, before: readonly T[] = []): T[] => {
    const names = listed(value).map((name) => `${prefix}${name.toUpperCase()}`);
    const read = names.flatMap((name) => known.filter((one) => one === name));
    if (read.length < names.length) {
      const expected = known.map((one) => one.slice(prefix.length).toLowerCase());
      throw new InvalidArgumentError(`Expected of ${expected.join(', ')}.`);
    }
    return [...before, ...read];
  };
}

function seq(value: string): number {
  if (!/^[0-9]{1,15}$/.test(value)) throw new InvalidArgumentError('Expected the seq of an entry.');
  return Number(value);
}
