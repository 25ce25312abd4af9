import { ConfigError, environment, forgetPackages, readConfig, unknownVariables } from '../config.js';
import { checkFiles } from '../config-files.js';
import { startService } from '../service.js';
import { wordsOf } from './finding.js';

/** Problems that the operator mends, not the code: shown without a stack, exit code 2. */
const operatorErrors = new Set([
  'PlaybookError',
  'ModelUnavailable',
  'DataFolderInUse',
  'DatabaseUnusable',
  'IndexesMissing',
  'TransactionsUnsupported',
  'S3Unavailable',
  'DomainError',
  // The driver's, for a MONGODB_URI that it cannot take.
  'MongoParseError',
  'MongoInvalidArgumentError',
  'MongoMissingCredentialsError',
  'MongoMissingDependencyError',
]);

/** Serves until it is asked to stop, which may be before it has started; then drains, and ends the process. */
export async function serve(asked: Promise<void>): Promise<void> {
  const env = environment();
  forgetPackages();
  for (const name of unknownVariables(env))
    process.stderr.write(`colloquy: ${name} is not a variable of this version\n`);
  const config = readConfig(env);
  checkFiles(config);
  const service = await startService(config);
  const { grpc, web = 'off' } = service;
  process.stdout.write(`${JSON.stringify({ level: 'info', msg: 'serving', grpc, web })}\n`);
  await asked;
  await service.stop();
  process.exit(0);
}

/** Says what is wrong, on one screen, and ends: 2 where the operator can mend it, 1 otherwise. */
export function fail(error: unknown): never {
  if (error instanceof ConfigError) {
    process.stderr.write(`colloquy: ${error.message}\n${error.problems.map((problem) => `  ${problem}\n`).join('')}`);
    process.exit(2);
  }
  if (error instanceof Error && operatorErrors.has(error.name)) {
    process.stderr.write(`colloquy: ${wordsOf(error)}\n`);
    process.exit(2);
  }
  const outside = error instanceof Error && outsideOf(error);
  if (outside) {
    process.stderr.write(`colloquy: ${outside}\n`);
    process.exit(2);
  }
  process.stderr.write(`colloquy: ${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}

/** What the machine refused, such as a file or an address; undefined for any other error. */
function outsideOf(error: Error): string | undefined {
  if ('syscall' in error)
    return error.syscall === 'listen' ? `the page cannot listen: ${error.message}` : error.message;
  // grpc-js tells of it in words alone.
  const refused = /^No address added .*\[(?:listen )?(.+?)\]?$/.exec(error.message)?.[1];
  return refused && `gRPC cannot listen: ${refused}`;
}
