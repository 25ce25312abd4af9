import { type Command, InvalidArgumentError } from 'commander';
import type { Reach } from './connection.js';
import { addFilter, type FilterOptions } from './filter-options.js';

/** What `colloquy watch` is asked for: all that match, or what happens in one. */
export interface WatchOptions extends Reach, FilterOptions {
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
    .argument('[conversation]', 'the id of one: its messages and changes, as they come');
  addFilter(command, 'of all: ')
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

function seq(value: string): number {
  if (!/^[0-9]{1,15}$/.test(value)) throw new InvalidArgumentError('Expected the seq of an entry.');
  return Number(value);
}
