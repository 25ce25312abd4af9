#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../version.js';
import { parseAddress } from './connection.js';
import { addFilter } from './filter-options.js';
import { addMemory } from './memory-options.js';
import { stopAsked } from './stop-signals.js';
import { addExport, addImport } from './transfer-options.js';
import { addWatch } from './watch-options.js';

const program = new Command('colloquy')
  .description('A gRPC service that holds sales conversations')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(colloquy --help says more)');

program
  .command('serve')
  .description('serve until SIGTERM; configured by environment variables, see the README')
  .action(async () => {
    const asked = stopAsked(process);
    const { serve } = await import('./serve.js');
    await serve(asked);
  });

speaking(program.command('chat'))
  .description('talk with the agent in the terminal, or line by line in a pipe')
  .option('-u, --user <id>', 'who talks (default: who is logged in)')
  .option('-c, --channel <name>', 'where', 'cli')
  .option('-n, --new', 'begin a new conversation; the open one is closed')
  .action(async (options) => {
    const { chat } = await import('./chat.js');
    process.exitCode = await chat(options);
  });

addWatch(speaking(program.command('watch')), async (conversationId, options) => {
  const { watch } = await import('./watch.js');
  process.exitCode = await watch(conversationId, options);
});

addMemory(program.command('memory'), speaking, async (ask, options) => {
  const { memory } = await import('./memory.js');
  process.exitCode = await memory(ask, options);
});

addExport(speaking(program.command('export')), async (file, options) => {
  const { exportTo } = await import('./export.js');
  process.exitCode = await exportTo(file, options);
});

addImport(speaking(program.command('import')), async (file, options) => {
  const { importFrom } = await import('./import.js');
  process.exitCode = await importFrom(file, options);
});
speaking(program.command('erase'))
  .description('erase all that is kept of a user, everywhere, for good; shows the receipt')
  .requiredOption('-u, --user <id>', 'whose data')
  .option('-y, --yes', 'it is meant: ask nothing')
  .option('--request-id <id>', 'of an erasure that was begun before, to have its receipt (default: a new one)')
  .option('--json', "the receipt as protobuf's JSON")
  .action(async (options) => {
    const { erase } = await import('./erase.js');
    process.exitCode = await erase(options);
  });

addFilter(speaking(program.command('verify')), 'with --all: ')
  .description('compare logs with all that is derived from them; exits 1 when something differs')
  .argument('[id]', 'of a conversation')
  .option('--all', 'all conversations of the tenant, archived ones too')
  .option('--parallel <number>', 'with --all: so many at the same time', parallel, 8)
  .action(async (id, options) => {
    const { verify } = await import('./verify.js');
    process.exitCode = await verify(id, options);
  });

speaking(program.command('reindex'))
  .description(
    'make the index that searches go by anew, and what is counted right; exits 1 when the index differs from the logs afterwards',
  )
  .action(async (options) => {
    const { reindex } = await import('./reindex.js');
    process.exitCode = await reindex(options);
  });

program
  .command('doctor')
  .description('check configuration, playbook, store, model and address; exits 1 when something is wrong')
  .option('--fix', 'mend what can be mended: collections, validators and indexes of MongoDB')
  .option('--live', 'ask the model for a few words, too')
  .action(async (options) => {
    const { doctor } = await import('./doctor.js');
    process.exitCode = await doctor(options);
  });

reaching(program.command('health'))
  .description('ask a server how it is, by grpc.health.v1; exits 0 when it is SERVING')
  .option('-s, --service <name>', 'one service, such as colloquy.v1.ChatService', '')
  .option('--timeout <ms>', 'how long to wait for an answer', milliseconds, 3000)
  .action(async (options) => {
    const { health } = await import('./health.js');
    process.exitCode = await health(options);
  });

/** The options that say where a server is, and as whom it is called. */
function speaking(command: Command): Command {
  return reaching(command)
    .addOption(
      new Option('-t, --tenant <id>', "whose users (default: the server's default tenant)").conflicts('tokenFile'),
    )
    .option(
      '--token-file <file>',
      'a file with the bearer token to show, for servers that ask for one; it says the tenant',
    );
}

/** The options that say where a server is. */
function reaching(command: Command): Command {
  return command
    .option('-a, --address <host:port>', 'the server (default: COLLOQUY_GRPC_ADDRESS, 127.0.0.1:50051)', parseAddress)
    .option('--tls', 'speak TLS, trusting the CAs that Node trusts')
    .option('--ca <file>', 'speak TLS, trusting this CA (PEM)')
    .option('--cert <file>', 'the certificate to show, for servers that ask for one (PEM)')
    .option('--key <file>', "that certificate's private key (PEM)")
    .hook('preAction', (asked) => {
      const { cert, key } = asked.opts();
      if ((cert === undefined) !== (key === undefined)) asked.error('error: --cert and --key go together');
    });
}

function milliseconds(value: string): number {
  if (!/^[1-9][0-9]{0,6}$/.test(value)) throw new InvalidArgumentError('Expected milliseconds.');
  return Number(value);
}

function parallel(value: string): number {
  if (!/^([1-9]|[1-5][0-9]|6[0-4])$/.test(value)) throw new InvalidArgumentError('Expected a number from 1 to 64.');
  return Number(value);
}

/**
 * What becomes of a command that cannot write. Whoever reads its output may have had enough, which ends it without a word;
 * anything else, such as a full disk, is told. Notes on standard error are no reason to end what goes on.
 */
function heedOutput({ stdout, stderr }: NodeJS.Process): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    stderr.write(`colloquy: standard output: ${error.message}\n`);
    process.exit(1);
  });
  stderr.on('error', () => undefined);
}

heedOutput(process);
try {
  if (process.argv.length <= 2) program.help({ error: true });
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong; how it was called is wrong, which is 2.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else (await import('./serve.js')).fail(error);
}
